//! Dates as `2018-08-29`, for `#[serde(with = "iso_date")]`.
//!
//! Read by hand: the general parser of chrono is large, and browsers would load it for this.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serializer, de::Error};

pub fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = <Cow<'de, str>>::deserialize(deserializer)?;
    parse_iso_date(&text).ok_or_else(|| D::Error::custom("expected a date such as 2018-08-29"))
}

/// Reads a date such as `2018-08-29`.
// The year comes first and may have a sign, so the text is read from its end.
pub fn parse_iso_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.rsplitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A range of dates, for `#[serde(with = "iso_date::span")]`.
pub mod span {
    use std::borrow::Cow;

    use chrono::NaiveDate;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::Span;

    pub fn serialize<S: Serializer>(span: &Span<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |date: Option<NaiveDate>| date.map(|date| date.to_string());
        Span { min: text(span.min), max: text(span.max) }.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Span<NaiveDate>, D::Error> {
        let span = Span::<Cow<'de, str>>::deserialize(deserializer)?;
        let date = |text: Option<Cow<'de, str>>| {
            let wrong = || D::Error::custom("expected a date such as 2018-08-29");
            text.map(|text| super::parse_iso_date(&text).ok_or_else(wrong)).transpose()
        };
        Ok(Span { min: date(span.min)?, max: date(span.max)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_chrono_writes_is_read() {
        for date in [(2018, 8, 29), (1, 1, 1), (-4, 2, 29), (12_345, 12, 31)] {
            let date = NaiveDate::from_ymd_opt(date.0, date.1, date.2);
            assert_eq!(parse_iso_date(&date.expect("a date").to_string()), date);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "2018", "2018-08", "2018-02-30", "2018-13-01", "29 Aug 2018", "2018-08-29T00:00"] {
            assert_eq!(parse_iso_date(text), None, "{text}");
        }
    }
}
