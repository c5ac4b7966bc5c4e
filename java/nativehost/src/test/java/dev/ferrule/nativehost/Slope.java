package dev.ferrule.nativehost;

import java.util.List;

/**
 * The line that fits points best.
 *
 * @param slope how fast it rises
 * @param error the standard error of that
 */
record Slope(double slope, double error) {
  // Of Student's distribution, two-sided 95 %, for the 30 points that there are or more.
  private static final double QUANTILE = 2.05;

  /** One point. */
  record Point(double x, double y) {}

  /** Fits a line to three points or more. */
  static Slope of(List<Point> points) {
    double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
    double squares = points.stream().mapToDouble(p -> square(p.x - meanX)).sum();
    double slope = points.stream().mapToDouble(p -> (p.x - meanX) * (p.y - meanY)).sum() / squares;
    double residuals =
        points.stream().mapToDouble(p -> square(p.y - meanY - slope * (p.x - meanX))).sum();
    return new Slope(slope, Math.sqrt(residuals / (points.size() - 2) / squares));
  }

  private static double square(double value) {
    return value * value;
  }

  /** It rises at least so fast, with 95 % confidence. */
  double atLeast() {
    return slope - QUANTILE * error;
  }
}
