use std::sync::Arc;

use arrow_array::{
    BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray, Float32Array, Float64Array,
    Int8Array, Int64Array, NullArray, TimestampMicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt64Array, types::Int32Type,
};

use super::*;

fn numbers(column: impl Array + 'static) -> Vec<Cell<i64>> {
    numbers_of(&(Arc::new(column) as ArrayRef), DecimalMark::Point)
}

fn days(column: impl Array + 'static) -> Vec<Cell<(i32, u32)>> {
    days_of(&(Arc::new(column) as ArrayRef), DateOrder::DayMonthYear)
}

fn texts(column: impl Array + 'static) -> Vec<String> {
    let column: ArrayRef = Arc::new(column);
    let texts = Texts::of(&column);
    (0..column.len()).map(|row| texts.get(row).to_owned()).collect()
}

#[test]
fn every_kind_of_number_is_the_same_number() {
    use Cell::{Blank, Value, Wrong};
    assert_eq!(numbers(Int8Array::from(vec![Some(-3), None])), [Value(-30_000), Blank]);
    assert_eq!(numbers(UInt64Array::from(vec![7, u64::MAX])), [Value(70_000), Wrong]);
    assert_eq!(numbers(Float32Array::from(vec![0.1, 129.9])), [Value(1_000), Value(1_299_000)]);
    assert_eq!(
        numbers(Float64Array::from(vec![19.99, -0.000_05, f64::NAN, f64::INFINITY, 1e12])),
        [Value(199_900), Value(-1), Wrong, Wrong, Wrong]
    );
    let decimals = |numbers: Vec<i128>, scale| {
        Decimal128Array::from(numbers).with_precision_and_scale(38, scale).unwrap()
    };
    assert_eq!(numbers(decimals(vec![12_990, -5], 2)), [Value(1_299_000), Value(-500)]);
    assert_eq!(
        numbers(decimals(vec![1_234_550_000, -1_234_550_000, 1_234_549_999], 9)),
        [Value(12_346), Value(-12_346), Value(12_345)]
    );
    assert_eq!(numbers(decimals(vec![12, i128::MAX / 2], -2)), [Value(12_000_000), Wrong]);
    assert_eq!(
        numbers(StringArray::from(vec!["1,234.50", "", "20%", "x"])),
        [Value(12_345_000), Blank, Value(200_000), Wrong]
    );
    assert_eq!(numbers(NullArray::new(1)), [Blank]);
    assert_eq!(numbers(BooleanArray::from(vec![Some(true), None])), [Wrong, Blank]);
}

/// 2025-12-31 23:59:59 in every unit, without a zone, at Greenwich and two hours east of it.
#[test]
fn a_moment_has_the_civil_date_that_is_written() {
    const SECONDS: i64 = 1_767_225_599;
    let last = Cell::Value((20_453, 86_399));
    assert_eq!(days(TimestampSecondArray::from(vec![SECONDS])), [last]);
    assert_eq!(days(TimestampMillisecondArray::from(vec![SECONDS * 1_000 + 999])), [last]);
    assert_eq!(days(TimestampMicrosecondArray::from(vec![SECONDS * 1_000_000])), [last]);
    assert_eq!(days(TimestampNanosecondArray::from(vec![SECONDS * 1_000_000_000])), [last]);
    let in_zone = |zone: &str| TimestampSecondArray::from(vec![SECONDS]).with_timezone(zone);
    assert_eq!(days(in_zone("UTC")), [last]);
    assert_eq!(days(in_zone("+02:00")), [Cell::Value((20_454, 7_199))]);
    assert_eq!(days(in_zone("-0130")), [Cell::Value((20_453, 86_399 - 5_400))]);
    assert_eq!(
        days(Date32Array::from(vec![Some(20_453), None, Some(-1), Some(i32::MAX)])),
        [Cell::Value((20_453, 0)), Cell::Blank, Cell::Wrong, Cell::Wrong]
    );
    assert_eq!(
        days(Date64Array::from(vec![20_453 * 86_400_000, i64::MIN])),
        [Cell::Value((20_453, 0)), Cell::Wrong]
    );
    assert_eq!(
        days(StringArray::from(vec!["31.12.2025", "32.12.2025"])),
        [Cell::Value((20_453, 0)), Cell::Wrong]
    );
    assert_eq!(days(Int64Array::from(vec![20_251_231, 5])), [Cell::Value((20_453, 0)), Cell::Wrong]);
    assert_eq!(days(Float64Array::from(vec![45_000.0])), [Cell::Wrong]);
}

#[test]
fn ids_of_any_type_become_the_text_that_a_csv_file_would_hold() {
    assert_eq!(texts(Int64Array::from(vec![Some(1_001), None, Some(-5)])), ["1001", "", "-5"]);
    assert_eq!(texts(Float64Array::from(vec![Some(1_001.0), Some(12.5), None])), ["1001", "12.5", ""]);
    assert_eq!(texts(BooleanArray::from(vec![true, false])), ["true", "false"]);
    assert_eq!(texts(Date32Array::from(vec![20_453])), ["2025-12-31"]);
    assert_eq!(texts(TimestampSecondArray::from(vec![1_767_225_599])), ["2025-12-31 23:59:59"]);
    assert_eq!(texts(StringArray::from(vec![Some("  a b "), None])), ["a b", ""]);
    let words: DictionaryArray<Int32Type> = vec![Some("paid"), None, Some("paid")].into_iter().collect();
    assert_eq!(texts(words), ["paid", "", "paid"]);
    let price = Decimal128Array::from(vec![12_990, -5]).with_precision_and_scale(9, 2).unwrap();
    assert_eq!(texts(price), ["129.9", "-0.05"]);
}

/// Ids differ in any digit; amounts are counted to the fourth decimal.
#[test]
fn ids_in_columns_of_numbers_keep_every_digit() {
    let decimals = |numbers: Vec<i128>, scale| {
        texts(Decimal128Array::from(numbers).with_precision_and_scale(38, scale).unwrap())
    };
    assert_eq!(
        decimals(vec![4_006_381_333_931, 12_345_678_901_234_567_890, -7, 0], 0),
        ["4006381333931", "12345678901234567890", "-7", "0"]
    );
    assert_eq!(decimals(vec![100_000_001, 100_000_002, 5], 8), ["1.00000001", "1.00000002", "0.00000005"]);
    assert_eq!(decimals(vec![12, 0], -3), ["12000", "0"]);
    assert_eq!(
        texts(Float64Array::from(vec![4_006_381_333_931.0, 1e19, 0.000_012, -0.0, f64::NAN])),
        ["4006381333931", "10000000000000000000", "0.000012", "0", ""]
    );
    assert_eq!(texts(Float32Array::from(vec![0.1, 16_777_216.0])), ["0.1", "16777216"]);
    let infinite: ArrayRef = Arc::new(Float64Array::from(vec![1.0, f64::INFINITY, f64::NAN]));
    assert_eq!(Cells::of(&infinite, Form::Text).without_text(), [1]);
}
