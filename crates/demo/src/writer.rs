//! Rows of CSV in memory, formatted from whole numbers so that every machine writes the same digits.

use crate::calendar::{DAY, Day, Moment, civil_parts, day_of};
use crate::sampling::HexId;

/// Bytes of finished rows, and one row in the making.
#[derive(Debug, Default)]
pub(crate) struct RowBuffer {
    bytes: Vec<u8>,
}

impl RowBuffer {
    /// A buffer that begins with these bytes: a header.
    pub(crate) fn starting_with(header: &str) -> Self {
        Self { bytes: header.as_bytes().to_vec() }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn comma(&mut self) -> &mut Self {
        self.raw(b",")
    }

    pub(crate) fn end_row(&mut self) {
        self.raw(b"\n");
    }

    pub(crate) fn id(&mut self, id: &HexId) -> &mut Self {
        self.raw(id)
    }

    /// As in Olist's product and seller files: quoted if it begins with a digit.
    pub(crate) fn id_quoted_if_digit(&mut self, id: &HexId) -> &mut Self {
        if id[0].is_ascii_digit() { self.raw(b"\"").raw(id).raw(b"\"") } else { self.raw(id) }
    }

    /// Quoted only where CSV asks for it.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        if !text.contains([',', '"', '\n', '\r']) {
            return self.raw(text.as_bytes());
        }
        self.raw(b"\"").raw(text.replace('"', "\"\"").as_bytes()).raw(b"\"")
    }

    pub(crate) fn number(&mut self, number: u64) -> &mut Self {
        self.digits(number, 1)
    }

    /// Five digits.
    pub(crate) fn prefix(&mut self, prefix: u64) -> &mut Self {
        self.digits(prefix, 5)
    }

    pub(crate) fn prefix_quoted(&mut self, prefix: u64) -> &mut Self {
        self.raw(b"\"").prefix(prefix).raw(b"\"")
    }

    /// An amount with two decimals.
    pub(crate) fn cents(&mut self, cents: u64) -> &mut Self {
        self.number(cents / 100).raw(b".").digits(cents % 100, 2)
    }

    /// A coordinate with nine decimals.
    pub(crate) fn nanodegrees(&mut self, nanodegrees: i64) -> &mut Self {
        const DEGREE: u64 = 1_000_000_000;
        if nanodegrees < 0 {
            self.raw(b"-");
        }
        let size = nanodegrees.unsigned_abs();
        self.number(size / DEGREE).raw(b".").digits(size % DEGREE, 9)
    }

    /// `YYYY-MM-DD HH:MM:SS`.
    pub(crate) fn timestamp(&mut self, moment: Moment) -> &mut Self {
        let second_of_day = moment.rem_euclid(DAY).unsigned_abs();
        self.date(day_of(moment)).raw(b" ");
        self.digits(second_of_day / 3600, 2).raw(b":");
        self.digits(second_of_day / 60 % 60, 2).raw(b":");
        self.digits(second_of_day % 60, 2)
    }

    /// A timestamp, or nothing.
    pub(crate) fn optional_timestamp(&mut self, moment: Option<Moment>) -> &mut Self {
        match moment {
            Some(moment) => self.timestamp(moment),
            None => self,
        }
    }

    /// The first moment of the day.
    pub(crate) fn midnight(&mut self, day: Day) -> &mut Self {
        self.timestamp(day * DAY)
    }

    fn date(&mut self, day: Day) -> &mut Self {
        let (year, month, day_of_month) = civil_parts(day);
        self.digits(year.unsigned_abs().into(), 4).raw(b"-");
        self.digits(month.into(), 2).raw(b"-");
        self.digits(day_of_month.into(), 2)
    }

    /// With leading zeros up to `width`, which is at most 20.
    fn digits(&mut self, mut number: u64, width: usize) -> &mut Self {
        let mut digits = [b'0'; 20];
        let mut start = digits.len();
        while number > 0 {
            start -= 1;
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.raw(&digits[start.min(digits.len() - width)..])
    }

    fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes.extend_from_slice(bytes);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(write: impl Fn(&mut RowBuffer) -> &mut RowBuffer, expected: &str) {
        let mut rows = RowBuffer::default();
        write(&mut rows);
        assert_eq!(String::from_utf8_lossy(rows.as_bytes()), expected);
    }

    #[test]
    fn fields_are_formatted_as_in_the_original_files() {
        check(|rows| rows.number(0), "0");
        check(|rows| rows.number(u64::MAX), "18446744073709551615");
        check(|rows| rows.cents(5), "0.05");
        check(|rows| rows.cents(123_490), "1234.90");
        check(|rows| rows.prefix(1_001), "01001");
        check(|rows| rows.nanodegrees(-34_900_001), "-0.034900001");
        check(|rows| rows.nanodegrees(-23_550_500_000), "-23.550500000");
        check(|rows| rows.timestamp(1_511_481_599), "2017-11-23 23:59:59");
        check(|rows| rows.midnight(17_494), "2017-11-24 00:00:00");
        check(|rows| rows.optional_timestamp(None), "");
    }

    #[test]
    fn text_is_quoted_only_where_needed() {
        check(|rows| rows.text("muito bom "), "muito bom ");
        check(|rows| rows.text("bom, \"lindo\"\r\nrecomendo"), "\"bom, \"\"lindo\"\"\r\nrecomendo\"");
    }
}
