package dev.ferrule.cli;

/** What operators call the signals that end processes. */
final class SignalNames {
  private SignalNames() {}

  /** Number and name: {@code 11, SIGSEGV}. */
  static String text(int signal) {
    return switch (signal) {
      case 4 -> "4, SIGILL";
      case 5 -> "5, SIGTRAP";
      case 6 -> "6, SIGABRT";
      case 7 -> "7, SIGBUS";
      case 8 -> "8, SIGFPE";
      case 9 -> "9, SIGKILL";
      case 11 -> "11, SIGSEGV";
      case 15 -> "15, SIGTERM";
      default -> Integer.toString(signal);
    };
  }
}
