use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::str::FromStr;
use std::time::Duration;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

const UNITS: [(&str, i128); 8] = [
    ("ns", 1),
    ("us", 1_000),
    ("\u{b5}s", 1_000),
    ("\u{3bc}s", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

/// What Go reads as a duration, for a schema.
const PATTERN: &str = "^[-+]?(0|(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|\u{b5}s|\u{3bc}s|ms|s|m|h))+)$";

/// A duration in settings, written as the Collector writes it: `1m30s`, `500ms`, `-1.5h`. A bare
/// number is nanoseconds, null is zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoDuration {
    nanos: i64,
}

impl GoDuration {
    /// That many nanoseconds.
    #[must_use]
    pub const fn from_nanos(nanos: i64) -> Self {
        Self { nanos }
    }

    /// That many seconds, or as many as fit.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self { nanos: seconds.saturating_mul(1_000_000_000) }
    }

    /// In nanoseconds.
    #[must_use]
    pub const fn nanos(self) -> i64 {
        self.nanos
    }

    /// The limit that it stands for: zero and less mean none.
    #[must_use]
    pub fn limit(self) -> Option<Duration> {
        u64::try_from(self.nanos).ok().filter(|nanos| *nanos > 0).map(Duration::from_nanos)
    }
}

impl From<Duration> for GoDuration {
    fn from(duration: Duration) -> Self {
        Self { nanos: i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX) }
    }
}

impl FromStr for GoDuration {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("`{text}` is not a duration, such as 30s, 500ms or 1h15m");
        let (sign, mut rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        if rest == "0" {
            return Ok(Self::default());
        }
        let mut nanos: i128 = 0;
        if rest.is_empty() {
            return Err(bad());
        }
        while !rest.is_empty() {
            let (part, after) = element(rest).ok_or_else(bad)?;
            nanos += part;
            // Checked at each step, so that the sum cannot overflow however long the text is.
            i64::try_from(sign * nanos).map_err(|_| format!("`{text}` is too long a duration"))?;
            rest = after;
        }
        i64::try_from(sign * nanos).map(Self::from_nanos).map_err(|_| bad())
    }
}

/// One number with its unit, in nanoseconds, and what follows it.
fn element(text: &str) -> Option<(i128, &str)> {
    let number_end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = text.split_at(number_end);
    let unit_end = rest.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(rest.len());
    let (name, rest) = rest.split_at(unit_end);
    let (_, unit) = UNITS.iter().find(|(unit, _)| *unit == name)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() || fraction.contains('.') {
        return None;
    }
    let whole: i128 = if whole.is_empty() { 0 } else { whole.parse::<u64>().ok()?.into() };
    let mut nanos = whole * unit;
    // Digits beyond a nanosecond's share of an hour do not count.
    let mut scale: i128 = 1;
    let mut part: i128 = 0;
    for digit in fraction.bytes().take(15) {
        part = part * 10 + i128::from(digit - b'0');
        scale *= 10;
    }
    nanos += part * unit / scale;
    Some((nanos, rest))
}

impl fmt::Display for GoDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.nanos.unsigned_abs();
        if self.nanos < 0 {
            f.write_char('-')?;
        }
        let (unit, name) = match nanos {
            0 => return f.write_str("0s"),
            1..1_000 => (1, "ns"),
            1_000..1_000_000 => (1_000, "\u{b5}s"),
            1_000_000..1_000_000_000 => (1_000_000, "ms"),
            _ => return long(f, nanos),
        };
        decimal(f, nanos, unit)?;
        f.write_str(name)
    }
}

fn long(f: &mut fmt::Formatter<'_>, nanos: u64) -> fmt::Result {
    const SECOND: u64 = 1_000_000_000;
    let (hours, minutes) = (nanos / (3_600 * SECOND), nanos / (60 * SECOND) % 60);
    if hours > 0 {
        write!(f, "{hours}h")?;
    }
    if hours > 0 || minutes > 0 {
        write!(f, "{minutes}m")?;
    }
    decimal(f, nanos % (60 * SECOND), SECOND)?;
    f.write_char('s')
}

/// `nanos / unit` with as many decimals as it takes.
fn decimal(f: &mut fmt::Formatter<'_>, nanos: u64, unit: u64) -> fmt::Result {
    write!(f, "{}", nanos / unit)?;
    if !nanos.is_multiple_of(unit) {
        let digits = unit.ilog10() as usize;
        let fraction = format!("{:0digits$}", nanos % unit);
        write!(f, ".{}", fraction.trim_end_matches('0'))?;
    }
    Ok(())
}

impl Serialize for GoDuration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GoDuration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DurationVisitor)
    }
}

impl JsonSchema for GoDuration {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "GoDuration".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "integer"], "pattern": PATTERN})
    }
}

struct DurationVisitor;

impl Visitor<'_> for DurationVisitor {
    type Value = GoDuration;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a duration, such as 30s")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<GoDuration, E> {
        Ok(GoDuration::default())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<GoDuration, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: serde::de::Error>(self, nanos: i64) -> Result<GoDuration, E> {
        Ok(GoDuration::from_nanos(nanos))
    }

    fn visit_u64<E: serde::de::Error>(self, nanos: u64) -> Result<GoDuration, E> {
        let nanos = i64::try_from(nanos).map_err(|_| E::custom("too long a duration"))?;
        Ok(GoDuration::from_nanos(nanos))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<i64> {
        text.parse::<GoDuration>().ok().map(GoDuration::nanos)
    }

    #[test]
    fn reads_what_go_reads() {
        assert_eq!(parse("0"), Some(0));
        assert_eq!(parse("+5s"), Some(5_000_000_000));
        assert_eq!(parse("-1.5h"), Some(-5_400_000_000_000));
        assert_eq!(parse("1h15m30.918273645s"), Some(4_530_918_273_645));
        assert_eq!(parse(".5s"), Some(500_000_000));
        assert_eq!(parse("1.s"), Some(1_000_000_000));
        assert_eq!(parse("2\u{b5}s3\u{3bc}s4us"), Some(9_000));
        assert_eq!(parse("9223372036854775807ns"), Some(i64::MAX));
        assert_eq!(parse("-9223372036854775808ns"), Some(i64::MIN));
        assert_eq!(parse("0.25h"), Some(900_000_000_000));
    }

    #[test]
    fn refuses_what_go_refuses() {
        for text in ["", "+", "3", "s", ".s", "1..2s", "1x", "1 s", "--1s", "9223372036854775808ns"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_pattern_of_the_schema_agrees() {
        let pattern = regex_lite::Regex::new(PATTERN).unwrap();
        for text in [
            "0",
            "+5s",
            "-1.5h",
            "1h15m30.918273645s",
            ".5s",
            "1.s",
            "2\u{b5}s3\u{3bc}s4us",
            "-0",
            "",
            "+",
            "3",
            "s",
            ".s",
            "1..2s",
            "1x",
            "1 s",
            "--1s",
            "00",
            "s1",
            "1s ",
            "1h2",
            "5S",
        ] {
            assert_eq!(pattern.is_match(text), parse(text).is_some(), "{text}");
        }
    }

    #[test]
    fn writes_what_go_writes() {
        for text in ["0s", "1ns", "1.1\u{b5}s", "2.2ms", "3.3s", "4m5s", "5h6m7.001s", "-1m0s"] {
            assert_eq!(text.parse::<GoDuration>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn limits_are_positive() {
        assert_eq!(GoDuration::from_nanos(-1).limit(), None);
        assert_eq!(GoDuration::from_nanos(0).limit(), None);
        assert_eq!(GoDuration::from_secs(1).limit(), Some(Duration::from_secs(1)));
    }
}
