//! One row of a table as typed values.

use crate::{
    OrderMeaning,
    ingest::{
        AmountSource, DateOrder, Mapping, Meaning, OrderRule,
        recognise::meaning_of_status,
        rejects::RejectReason,
        values::{
            is_missing, names_nobody,
            numbers::{DecimalMark, SCALE, to_cents},
        },
    },
};

/// One row of a table by what its columns mean, whatever the table is kept in.
pub(super) trait RowFields<'a> {
    /// A column has the meaning.
    fn has(&self, meaning: Meaning) -> bool;

    /// The text without blanks around it; empty if it is blank or no column has the meaning.
    fn text(&self, meaning: Meaning) -> &'a str;

    /// Ten-thousandths; `None` if it is blank.
    fn number(&self, meaning: Meaning, mark: DecimalMark) -> Result<Option<i64>, RejectReason>;

    /// Days since 1970-01-01 and the second of the day; `None` if it is blank.
    fn day(&self, order: DateOrder) -> Result<Option<(i32, u32)>, RejectReason>;

    /// A number that equal rows have in common.
    fn fingerprint(&self, seed: u64) -> u64;
}

/// What to say of a field that is no number.
pub(super) fn not_a_number(meaning: Meaning, mark: DecimalMark) -> RejectReason {
    let example = if mark == DecimalMark::Comma { "129,90" } else { "129.90" };
    RejectReason::NotANumberLike(meaning.name(), example)
}

/// What to say of a field that is no date.
pub(super) fn not_a_day(order: DateOrder) -> RejectReason {
    RejectReason::NotADateLike(Meaning::Date.name(), order.example())
}

/// More pieces than anyone orders at once.
const QUANTITY_MAX: i64 = 1_000_000_000 * SCALE;
/// More than any line is worth, in cents; so many lines fit a sum.
const LINE_CENTS_MAX: i64 = 100_000_000_000_000;

/// Status of an order whose own status stands on a refused row and is not known.
const UNREADABLE_STATUS: &str = "status not known";

/// What one row says; blank fields are `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OrderRow<'a> {
    pub(super) order: &'a str,
    pub(super) customer: Option<&'a str>,
    /// Days since 1970-01-01 and the second of the day.
    pub(super) date: Option<(i32, u32)>,
    pub(super) status: Option<(&'a str, OrderMeaning)>,
    pub(super) product: Option<&'a str>,
    pub(super) category: Option<&'a str>,
    pub(super) place: Option<&'a str>,
    /// Pieces in ten-thousandths, above 0.
    pub(super) quantity: i64,
    /// What the line came to after its discount, in cents; `None`: only the order has an amount.
    pub(super) line_cents: Option<i64>,
    /// What the goods of the line cost the shop, in cents.
    pub(super) cost_cents: Option<i64>,
    /// What the order came to, in cents, on a row that is not a refund.
    pub(super) order_cents: Option<i64>,
    /// What was given back, in cents, on a row that is a refund.
    pub(super) refund_cents: Option<i64>,
    pub(super) shipping_cents: Option<i64>,
    pub(super) review: Option<u8>,
    /// Goods came back: the amounts are given without their sign.
    pub(super) is_return: bool,
}

/// Types the fields of a row.
pub(super) fn parse_row<'a, F: RowFields<'a>>(
    fields: &F,
    mapping: &Mapping,
) -> Result<OrderRow<'a>, RejectReason> {
    let numbers = Numbers { fields, mark: mapping.values.decimal };
    let order = fields.text(Meaning::OrderId);
    if mapping.rules.orders == OrderRule::Column && order.is_empty() {
        return Err(RejectReason::Missing(Meaning::OrderId.name()));
    }
    let quantity = numbers.quantity()?;
    let order_total = numbers.amount(Meaning::OrderTotal)?;
    let line = if mapping.rules.amounts == AmountSource::None {
        Some(0)
    } else if mapping.has_line_amounts() {
        Some(numbers.line_amount(quantity)?)
    } else {
        None
    };
    let prefix = mapping.rules.return_prefix.as_str();
    // A line of -1 piece can stand in an order that says its total in each of its rows.
    let is_refund =
        order_total.is_some_and(|total| total < 0) || (!prefix.is_empty() && order.starts_with(prefix));
    let is_return = is_refund || quantity < 0 || line.is_some_and(|line| line < 0);
    let given = |meaning| Some(fields.text(meaning)).filter(|field| !is_missing(field));
    Ok(OrderRow {
        order,
        customer: Some(fields.text(Meaning::CustomerId)).filter(|field| !names_nobody(field)),
        date: parse_order_date(fields, mapping)?,
        status: parse_status(fields.text(Meaning::Status), mapping)?,
        product: given(Meaning::Product),
        category: given(Meaning::Category),
        place: given(Meaning::Place),
        quantity: quantity.abs(),
        line_cents: line.map(i64::abs),
        cost_cents: numbers.cost(quantity.abs())?,
        order_cents: order_total.filter(|_| !is_refund),
        refund_cents: order_total.filter(|_| is_refund).map(i64::abs),
        shipping_cents: numbers.amount(Meaning::Shipping)?.map(i64::abs),
        review: numbers.review()?,
        is_return,
    })
}

/// What a row that is refused says of its order as far as it can be read, and nothing of its line: exports write the
/// status and the customer on the first row of an order only.
pub(super) fn parse_order_part<'a, F: RowFields<'a>>(fields: &F, mapping: &Mapping) -> OrderRow<'a> {
    let numbers = Numbers { fields, mark: mapping.values.decimal };
    let order = fields.text(Meaning::OrderId);
    let amount = |meaning| numbers.amount(meaning).ok().flatten();
    let prefix = mapping.rules.return_prefix.as_str();
    let is_return = !prefix.is_empty() && order.starts_with(prefix);
    let given = |meaning| Some(fields.text(meaning)).filter(|field| !is_missing(field));
    OrderRow {
        order,
        customer: Some(fields.text(Meaning::CustomerId)).filter(|field| !names_nobody(field)),
        date: parse_order_date(fields, mapping).ok().flatten(),
        // Whether such an order counts is not known, so it does not.
        status: parse_status(fields.text(Meaning::Status), mapping)
            .unwrap_or(Some((UNREADABLE_STATUS, OrderMeaning::Open))),
        product: None,
        category: None,
        place: given(Meaning::Place),
        quantity: SCALE,
        line_cents: None,
        cost_cents: None,
        order_cents: amount(Meaning::OrderTotal).filter(|total| *total >= 0 && !is_return),
        refund_cents: None,
        shipping_cents: amount(Meaning::Shipping).map(i64::abs),
        review: None,
        is_return,
    }
}

fn parse_order_date<'a, F: RowFields<'a>>(
    fields: &F,
    mapping: &Mapping,
) -> Result<Option<(i32, u32)>, RejectReason> {
    match mapping.rules.date {
        Some(date) => Ok(Some((date.to_epoch_days(), 0))),
        None => fields.day(mapping.values.dates),
    }
}

/// By the mapping, else by what is commonly meant: a word may be newer than the mapping.
fn parse_status<'a>(
    word: &'a str,
    mapping: &Mapping,
) -> Result<Option<(&'a str, OrderMeaning)>, RejectReason> {
    if word.is_empty() {
        return Ok(None);
    }
    let meaning = mapping.status.get(word).copied().or_else(|| meaning_of_status(word));
    meaning.map(|meaning| Some((word, meaning))).ok_or(RejectReason::UnknownStatusWord)
}

/// The numbers of a row.
struct Numbers<'f, F> {
    fields: &'f F,
    mark: DecimalMark,
}

impl<'a, F: RowFields<'a>> Numbers<'_, F> {
    /// Ten-thousandths; `None` if the field is blank.
    fn number(&self, meaning: Meaning) -> Result<Option<i64>, RejectReason> {
        self.fields.number(meaning, self.mark)
    }

    fn amount(&self, meaning: Meaning) -> Result<Option<i64>, RejectReason> {
        let Some(number) = self.number(meaning)? else { return Ok(None) };
        bounded_cents(i128::from(number), meaning).map(Some)
    }

    fn quantity(&self) -> Result<i64, RejectReason> {
        match self.number(Meaning::Quantity)? {
            None => Ok(SCALE),
            Some(0) => Err(RejectReason::ZeroQuantity),
            Some(quantity) if quantity.abs() <= QUANTITY_MAX => Ok(quantity),
            Some(_) => Err(RejectReason::NotANumberLike(Meaning::Quantity.name(), "12")),
        }
    }

    /// Cents: the line's own total, else price times quantity less the discount.
    fn line_amount(&self, quantity: i64) -> Result<i64, RejectReason> {
        if let Some(total) = self.amount(Meaning::LineTotal)? {
            return Ok(total);
        }
        let Some(price) = self.number(Meaning::UnitPrice)? else {
            let meaning =
                if self.fields.has(Meaning::UnitPrice) { Meaning::UnitPrice } else { Meaning::LineTotal };
            return Err(RejectReason::Missing(meaning.name()));
        };
        if price < 0 {
            return Err(RejectReason::NegativeAmount(Meaning::UnitPrice.name()));
        }
        let full = i128::from(price) * i128::from(quantity);
        // In ten-thousandths of a percent; a discount is taken from what the line came to.
        let whole = i128::from(SCALE) * 100;
        let share = match (self.number(Meaning::DiscountPercent)?, self.number(Meaning::DiscountShare)?) {
            (Some(percent), _) => i128::from(percent),
            (None, Some(share)) => i128::from(share) * 100,
            (None, None) => 0,
        };
        if !(0..=whole).contains(&share) {
            return Err(RejectReason::NotANumberLike("discount", "20"));
        }
        let discount = i128::from(self.number(Meaning::DiscountAmount)?.unwrap_or_default().abs());
        let sign = i128::from(quantity.signum());
        // Divided once, so that no part of a percent is lost.
        let net = full * (whole - share) / (whole * i128::from(SCALE)) - sign * discount;
        if net * sign < 0 {
            return Err(RejectReason::NegativeAmount(Meaning::LineTotal.name()));
        }
        bounded_cents(net, Meaning::UnitPrice)
    }

    fn cost(&self, quantity: i64) -> Result<Option<i64>, RejectReason> {
        let Some(cost) = self.number(Meaning::UnitCost)? else { return Ok(None) };
        bounded_cents(i128::from(cost) * i128::from(quantity) / i128::from(SCALE), Meaning::UnitCost)
            .map(Some)
    }

    fn review(&self) -> Result<Option<u8>, RejectReason> {
        match self.number(Meaning::Review)? {
            None => Ok(None),
            Some(score) if score % SCALE == 0 && (SCALE..=5 * SCALE).contains(&score) => {
                Ok(Some((score / SCALE) as u8))
            }
            Some(_) => Err(RejectReason::ScoreOutOfRange(Meaning::Review.name())),
        }
    }
}

fn bounded_cents(number: i128, meaning: Meaning) -> Result<i64, RejectReason> {
    let cents = to_cents(number).filter(|cents| cents.abs() <= LINE_CENTS_MAX);
    cents.ok_or(RejectReason::NotAnAmount(meaning.name()))
}
