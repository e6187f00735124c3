//! A column of a batch in the form that its meaning asks for.

use std::fmt::{Display, Write as _};

use arrow_array::{
    Array, ArrayRef, BooleanArray, FixedSizeBinaryArray, PrimitiveArray, StringArray,
    builder::StringBuilder,
    cast::AsArray,
    types::{
        ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type,
        Decimal256Type, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
        TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
        UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{DataType, TimeUnit};

use crate::{
    ingest::{
        fields::{PLAUSIBLE_YEARS, days_from_civil},
        values::{
            dates::{DateOrder, parse_date},
            numbers::{DecimalMark, SCALE, number_of_text},
        },
    },
    model::civil_date,
};

const DAY_SECONDS: i64 = 86_400;
/// More than any order is worth, as in texts.
const WHOLE_MAX: i128 = 1_000_000_000_000;

/// What a column is wanted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text that is mostly new in each row.
    Text,
    /// Text that repeats.
    Word,
    /// A number; texts are read with this decimal mark.
    Number(DecimalMark),
    /// A day with its second; texts are read in this order.
    Day(DateOrder),
}

/// One value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<T> {
    Blank,
    Value(T),
    /// Something that is no such value.
    Wrong,
}

/// The values of a column.
pub(crate) enum Cells {
    Texts(Texts),
    /// Ten-thousandths.
    Numbers(Vec<Cell<i64>>),
    /// Days since 1970-01-01 and the second of the day.
    Days(Vec<Cell<(i32, u32)>>),
}

impl Cells {
    pub(super) fn of(column: &ArrayRef, form: Form) -> Self {
        match form {
            Form::Text | Form::Word => Self::Texts(Texts::of(column)),
            Form::Number(mark) => Self::Numbers(numbers_of(column, mark)),
            Form::Day(order) => Self::Days(days_of(column, order)),
        }
    }

    /// The text of a row without blanks around it; empty if there is none.
    pub(crate) fn text(&self, row: usize) -> &str {
        match self {
            Self::Texts(texts) => texts.get(row),
            Self::Numbers(_) | Self::Days(_) => "",
        }
    }

    /// Rows whose value has no text, where texts are wanted: an infinite number, a day out of range.
    pub(crate) fn without_text(&self) -> &[usize] {
        match self {
            Self::Texts(texts) => &texts.wrong,
            Self::Numbers(_) | Self::Days(_) => &[],
        }
    }
}

/// Texts, each by itself or by its place in a dictionary.
pub(crate) struct Texts {
    values: StringArray,
    /// The place of each row, [`Self::NO_KEY`] for none; `None`: the values are the rows.
    keys: Option<Vec<u32>>,
    /// Rows whose value has no text.
    wrong: Vec<usize>,
}

impl Texts {
    const NO_KEY: u32 = u32::MAX;

    fn of(column: &ArrayRef) -> Self {
        let none_wrong = Vec::new();
        match column.data_type() {
            DataType::Utf8 => {
                Self { values: column.as_string::<i32>().clone(), keys: None, wrong: none_wrong }
            }
            DataType::Dictionary(key, value) if **key == DataType::Int32 && **value == DataType::Utf8 => {
                let dictionary = column.as_dictionary::<Int32Type>();
                let keys = dictionary.keys().iter();
                let keys = keys.map(|key| key.map_or(Self::NO_KEY, |key| key as u32)).collect();
                let values = dictionary.values().as_string::<i32>().clone();
                Self { values, keys: Some(keys), wrong: none_wrong }
            }
            _ => written(column),
        }
    }

    /// Without blanks around it; empty if there is none.
    pub(crate) fn get(&self, row: usize) -> &str {
        let place = match &self.keys {
            None => row,
            Some(keys) => keys[row] as usize,
        };
        if place < self.values.len() && self.values.is_valid(place) {
            self.values.value(place).trim()
        } else {
            ""
        }
    }
}

/// Values that are no texts, as a CSV file would hold them.
fn written(column: &ArrayRef) -> Texts {
    let mut texts = StringBuilder::with_capacity(column.len(), column.len() * 8);
    let (mut text, mut wrong) = (String::new(), Vec::new());
    let days = if is_day(column.data_type()) { days_of(column, DateOrder::YearMonthDay) } else { Vec::new() };
    for row in 0..column.len() {
        text.clear();
        if column.is_valid(row) && !write_value(column, row, &days, &mut text) {
            wrong.push(row);
        }
        texts.append_option((!text.is_empty()).then_some(&text));
    }
    Texts { values: texts.finish(), keys: None, wrong }
}

/// Writes a value to the last digit: an id is a name, not an amount. False if there is no text for it.
fn write_value(column: &ArrayRef, row: usize, days: &[Cell<(i32, u32)>], text: &mut String) -> bool {
    if let Some(day) = days.get(row) {
        match day {
            Cell::Value(day) => write_day(*day, text),
            Cell::Wrong => text.push_str("not a date"),
            Cell::Blank => {}
        }
        return *day != Cell::Wrong;
    }
    match column.data_type() {
        DataType::Float16 => return write_float(column.as_primitive::<Float16Type>().value(row), text),
        DataType::Float32 => return write_float(column.as_primitive::<Float32Type>().value(row), text),
        DataType::Float64 => return write_float(column.as_primitive::<Float64Type>().value(row), text),
        _ => {}
    }
    if let Some((digits, scale)) = decimal(column, row) {
        write_decimal(&digits, scale, text);
    } else if let Some(number) = whole_number(column, row) {
        // Writing to a text does not fail.
        let _ = write!(text, "{number}");
    } else if let Some(flags) = column.as_any().downcast_ref::<BooleanArray>() {
        text.push_str(if flags.value(row) { "true" } else { "false" });
    } else if let Some(bytes) = column.as_any().downcast_ref::<FixedSizeBinaryArray>() {
        for byte in bytes.value(row) {
            let _ = write!(text, "{byte:02x}");
        }
    }
    true
}

/// The fewest digits that stand for the number, never with an exponent: `1001`, `12.5`. What is not a number is how
/// programs say that there is no value.
fn write_float<T: Copy + Display + Into<f64>>(number: T, text: &mut String) -> bool {
    let size: f64 = number.into();
    if size.is_infinite() {
        text.push_str("not a number");
        return false;
    }
    if size == 0.0 {
        // Without the sign that a zero can have.
        text.push('0');
    } else if !size.is_nan() {
        let _ = write!(text, "{number}");
    }
    true
}

/// The digits of a value of a column of decimals, and how many of them are decimals.
fn decimal(column: &ArrayRef, row: usize) -> Option<(String, i8)> {
    Some(match column.data_type() {
        DataType::Decimal32(_, scale) => {
            (column.as_primitive::<Decimal32Type>().value(row).to_string(), *scale)
        }
        DataType::Decimal64(_, scale) => {
            (column.as_primitive::<Decimal64Type>().value(row).to_string(), *scale)
        }
        DataType::Decimal128(_, scale) => {
            (column.as_primitive::<Decimal128Type>().value(row).to_string(), *scale)
        }
        DataType::Decimal256(_, scale) => {
            (column.as_primitive::<Decimal256Type>().value(row).to_string(), *scale)
        }
        _ => return None,
    })
}

/// `digits · 10^-scale`, without decimals that say nothing: `12.5`, `1001`.
fn write_decimal(digits: &str, scale: i8, text: &mut String) {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let places = usize::from(scale.unsigned_abs());
    text.push_str(sign);
    if scale <= 0 {
        let zeros = if digits == "0" { 0 } else { places };
        text.push_str(digits);
        text.extend(std::iter::repeat_n('0', zeros));
        return;
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, decimals) = padded.split_at(padded.len() - places);
    text.push_str(whole);
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
}

fn write_day((day, second): (i32, u32), text: &mut String) {
    let _ = write!(text, "{}", civil_date(day));
    if second > 0 {
        let (hour, minute) = (second / 3_600, second / 60 % 60);
        let _ = write!(text, " {hour:02}:{minute:02}:{:02}", second % 60);
    }
}

/// The value of a column of whole numbers.
fn whole_number(column: &ArrayRef, row: usize) -> Option<i128> {
    Some(match column.data_type() {
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).into(),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).into(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into(),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).into(),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).into(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).into(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into(),
        _ => return None,
    })
}

fn each<T: ArrowPrimitiveType, V>(
    column: &ArrayRef,
    convert: impl Fn(T::Native) -> Option<V>,
) -> Vec<Cell<V>> {
    let column: &PrimitiveArray<T> = column.as_primitive();
    let cell = |value: Option<T::Native>| match value {
        None => Cell::Blank,
        Some(value) => convert(value).map_or(Cell::Wrong, Cell::Value),
    };
    column.iter().map(cell).collect()
}

fn of_texts<V: Copy>(column: &ArrayRef, read: impl Fn(&str) -> Option<V>) -> Vec<Cell<V>> {
    let texts = Texts::of(column);
    let cell = |row| match texts.get(row) {
        "" => Cell::Blank,
        text => read(text).map_or(Cell::Wrong, Cell::Value),
    };
    (0..column.len()).map(cell).collect()
}

/// Ten-thousandths.
fn numbers_of(column: &ArrayRef, mark: DecimalMark) -> Vec<Cell<i64>> {
    let whole = |number: i128| rescaled(number, 0);
    match column.data_type() {
        DataType::Int8 => each::<Int8Type, _>(column, |number| whole(number.into())),
        DataType::Int16 => each::<Int16Type, _>(column, |number| whole(number.into())),
        DataType::Int32 => each::<Int32Type, _>(column, |number| whole(number.into())),
        DataType::Int64 => each::<Int64Type, _>(column, |number| whole(number.into())),
        DataType::UInt8 => each::<UInt8Type, _>(column, |number| whole(number.into())),
        DataType::UInt16 => each::<UInt16Type, _>(column, |number| whole(number.into())),
        DataType::UInt32 => each::<UInt32Type, _>(column, |number| whole(number.into())),
        DataType::UInt64 => each::<UInt64Type, _>(column, |number| whole(number.into())),
        DataType::Float16 => each::<Float16Type, _>(column, |number| of_float(number.to_f64())),
        DataType::Float32 => each::<Float32Type, _>(column, |number| of_float(number.into())),
        DataType::Float64 => each::<Float64Type, _>(column, of_float),
        DataType::Decimal32(_, scale) => {
            each::<Decimal32Type, _>(column, |number| rescaled(number.into(), *scale))
        }
        DataType::Decimal64(_, scale) => {
            each::<Decimal64Type, _>(column, |number| rescaled(number.into(), *scale))
        }
        DataType::Decimal128(_, scale) => {
            each::<Decimal128Type, _>(column, |number| rescaled(number, *scale))
        }
        DataType::Decimal256(_, scale) => {
            each::<Decimal256Type, _>(column, |number| rescaled(number.to_i128()?, *scale))
        }
        DataType::Null => vec![Cell::Blank; column.len()],
        DataType::Utf8 | DataType::Dictionary(..) => of_texts(column, |text| number_of_text(text, mark)),
        _ => wrong(column),
    }
}

/// `number · 10^-scale` in ten-thousandths, rounded half away from zero.
fn rescaled(number: i128, scale: i8) -> Option<i64> {
    let power = 4 - i32::from(scale);
    let factor = 10_i128.checked_pow(power.unsigned_abs())?;
    let scaled = if power >= 0 {
        number.checked_mul(factor)?
    } else {
        let half = factor / 2 * number.signum();
        number.checked_add(half)? / factor
    };
    (scaled.abs() < WHOLE_MAX * i128::from(SCALE)).then(|| i64::try_from(scaled).ok())?
}

fn of_float(number: f64) -> Option<i64> {
    let scaled = (number * SCALE as f64).round();
    // Not a number is in no range.
    (scaled.abs() < WHOLE_MAX as f64 * SCALE as f64).then_some(scaled as i64)
}

fn is_day(kind: &DataType) -> bool {
    matches!(kind, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..))
}

/// Days since 1970-01-01 and seconds. A moment has the civil date of the zone it is kept in, if that is a number
/// of hours from Greenwich, else that of Greenwich.
fn days_of(column: &ArrayRef, order: DateOrder) -> Vec<Cell<(i32, u32)>> {
    let years = plausible_days();
    let moment = |seconds: i64| {
        let day = i32::try_from(seconds.div_euclid(DAY_SECONDS)).ok()?;
        years.contains(&day).then_some((day, seconds.rem_euclid(DAY_SECONDS) as u32))
    };
    match column.data_type() {
        DataType::Date32 => each::<Date32Type, _>(column, |day| moment(i64::from(day) * DAY_SECONDS)),
        DataType::Date64 => each::<Date64Type, _>(column, |millis| moment(millis.div_euclid(1_000))),
        DataType::Timestamp(unit, zone) => {
            let shift = zone.as_deref().and_then(offset_seconds).unwrap_or_default();
            let shifted = |seconds: i64| moment(seconds.checked_add(shift)?);
            match unit {
                TimeUnit::Second => each::<TimestampSecondType, _>(column, shifted),
                TimeUnit::Millisecond => {
                    each::<TimestampMillisecondType, _>(column, |moment| shifted(moment.div_euclid(1_000)))
                }
                TimeUnit::Microsecond => each::<TimestampMicrosecondType, _>(column, |moment| {
                    shifted(moment.div_euclid(1_000_000))
                }),
                TimeUnit::Nanosecond => each::<TimestampNanosecondType, _>(column, |moment| {
                    shifted(moment.div_euclid(1_000_000_000))
                }),
            }
        }
        DataType::Null => vec![Cell::Blank; column.len()],
        DataType::Utf8 | DataType::Dictionary(..) => of_texts(column, |text| parse_date(text, order)),
        // 20251231
        DataType::Int32 | DataType::Int64 | DataType::UInt32 | DataType::UInt64 => {
            of_texts(column, |text| parse_date(text, order))
        }
        _ => wrong(column),
    }
}

/// Days since 1970-01-01 on which an order can have been made.
fn plausible_days() -> std::ops::Range<i32> {
    let first_of = |year: u32| days_from_civil(year as i32, 1, 1).unwrap_or_default();
    first_of(*PLAUSIBLE_YEARS.start())..first_of(*PLAUSIBLE_YEARS.end() + 1)
}

/// Seconds from Greenwich of `+02:00`; `None` for zones by name.
fn offset_seconds(zone: &str) -> Option<i64> {
    let (sign, clock) = match zone.split_at_checked(1)? {
        ("+", clock) => (1, clock),
        ("-", clock) => (-1, clock),
        _ => return None,
    };
    let (hours, minutes) = clock.split_once(':').or_else(|| clock.split_at_checked(2))?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// No value of the column can be what it should be.
fn wrong<V: Copy>(column: &ArrayRef) -> Vec<Cell<V>> {
    (0..column.len()).map(|row| if column.is_valid(row) { Cell::Wrong } else { Cell::Blank }).collect()
}

#[cfg(test)]
mod tests;
