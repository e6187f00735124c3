use std::fmt;

use serde::{Deserialize, Serialize};

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Names the order.
    OrderId,
    /// Names the person who ordered.
    CustomerId,
    /// When it was ordered.
    Date,
    /// What became of the order.
    Status,
    /// Names the product.
    Product,
    /// The kind of product.
    Category,
    /// Pieces; below zero it is a return.
    Quantity,
    /// Price of one piece.
    UnitPrice,
    /// What the line came to.
    LineTotal,
    /// What the order came to.
    OrderTotal,
    /// Shipping of the whole order.
    Shipping,
    /// Discount on the price, 20 meaning 20 %.
    DiscountPercent,
    /// Discount on the price, 0.2 meaning 20 %.
    DiscountShare,
    /// Discount on the line, in money.
    DiscountAmount,
    /// What one piece cost the shop.
    UnitCost,
    /// State, region or country of the customer.
    Place,
    /// In which currency.
    Currency,
    /// Stars, 1–5.
    Review,
}

impl Meaning {
    /// All, in the order of a mapping file.
    pub const ALL: [Self; 18] = [
        Self::OrderId,
        Self::CustomerId,
        Self::Date,
        Self::Status,
        Self::Product,
        Self::Category,
        Self::Quantity,
        Self::UnitPrice,
        Self::LineTotal,
        Self::OrderTotal,
        Self::Shipping,
        Self::DiscountPercent,
        Self::DiscountShare,
        Self::DiscountAmount,
        Self::UnitCost,
        Self::Place,
        Self::Currency,
        Self::Review,
    ];

    /// The key in a mapping file.
    pub fn name(self) -> &'static str {
        match self {
            Self::OrderId => "order_id",
            Self::CustomerId => "customer_id",
            Self::Date => "date",
            Self::Status => "status",
            Self::Product => "product",
            Self::Category => "category",
            Self::Quantity => "quantity",
            Self::UnitPrice => "unit_price",
            Self::LineTotal => "line_total",
            Self::OrderTotal => "order_total",
            Self::Shipping => "shipping",
            Self::DiscountPercent => "discount_percent",
            Self::DiscountShare => "discount_share",
            Self::DiscountAmount => "discount_amount",
            Self::UnitCost => "unit_cost",
            Self::Place => "place",
            Self::Currency => "currency",
            Self::Review => "review",
        }
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
