use serde::{Deserialize, Serialize};

use crate::{Affinity, CustomerFilter, DayRange, Month, SortDirection};

/// What the rows of the list of sales are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SalesLevel {
    /// Single products.
    #[default]
    Product,
    /// Categories of products.
    Category,
}

impl SalesLevel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Product, Self::Category];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
        }
    }
}

/// What the list of sales is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SalesSort {
    /// Product id or category.
    Name,
    /// Revenue.
    #[default]
    Revenue,
    /// Items.
    Units,
    /// Orders with it.
    Orders,
    /// Customers who bought it.
    Customers,
    /// Change of revenue; unknown changes come last.
    Change,
}

impl SalesSort {
    /// All, in the order of the columns.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Revenue, Self::Units, Self::Orders, Self::Customers, Self::Change];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Revenue => "revenue",
            Self::Units => "units",
            Self::Orders => "orders",
            Self::Customers => "customers",
            Self::Change => "change",
        }
    }
}

/// Whose purchases the page of products is about, and which of them are listed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProductQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
    /// What is listed.
    pub by: SalesLevel,
    /// What the product id or the category must hold, in any case of letters; empty lets all pass.
    pub search: String,
    /// Sorted by what; ties by product id or category.
    pub sort: SalesSort,
    /// In which direction.
    pub direction: SortDirection,
    /// Page, from 1; one past the end is answered with the last.
    pub page: u32,
    /// Rows a page, at most [`crate::PAGE_SIZE_MAX`]; 0 asks for all rows at once, without their months.
    pub page_size: u32,
}

/// What was sold of one product or category to the customers in view.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SalesRow {
    /// The shop's id of the product; `None` for a category.
    pub product_id: Option<String>,
    /// The category.
    pub category: String,
    /// Price and freight of the items.
    pub revenue_cents: i64,
    /// Its share of all revenue in view.
    pub revenue_share: Option<f64>,
    /// Items.
    pub units: u64,
    /// Orders with at least one item.
    pub orders: u64,
    /// Distinct customers: who comes back for it counts once.
    pub customers: u64,
    /// Revenue of [`ChangeDays::last`].
    pub last_revenue_cents: i64,
    /// Revenue of [`ChangeDays::before`].
    pub before_revenue_cents: i64,
    /// Orders in the days of both.
    pub compared_orders: u64,
    /// (last − before) / before; `None` if nothing was sold before, or the data do not reach back.
    pub change: Option<f64>,
    /// Revenue in each of [`Products::months`].
    pub month_revenue_cents: Vec<i64>,
}

/// What was sold in orders that name no customer, where other orders of the source do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct GuestSales {
    /// Completed orders.
    pub orders: u64,
    /// Their items.
    pub units: u64,
    /// Their price and freight.
    pub revenue_cents: i64,
    /// False: the filter asks for customers, so these sales are not in the figures beside them.
    pub are_counted: bool,
}

/// The days that a change compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeDays {
    /// The last whole days.
    pub last: DayRange,
    /// As many days before them.
    pub before: DayRange,
}

/// Customers by what their first order held. An order with several categories counts in each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstCategoryRow {
    /// The category.
    pub category: String,
    /// Customers whose first order has an item of it.
    pub customers: u64,
    /// Of them, those whose first order lies in [`ChangeDays::last`]; 0 where the data do not reach back.
    pub new_customers: u64,
    /// Of all of them, those who ordered again.
    pub repeat_customers: u64,
    /// `repeat_customers` / `customers`.
    pub repeat_rate: Option<f64>,
    /// What they spent on average, in all their orders.
    pub mean_spent_cents: Option<f64>,
}

/// What sells, and to whom.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Products {
    /// Customers that pass the filter.
    pub customers: u64,
    /// Of them, those with two or more orders.
    pub repeat_customers: u64,
    /// Their completed orders, and those without a customer where [`Self::guests`] says that they count.
    pub orders: u64,
    /// The items of these.
    pub units: u64,
    /// Their price and freight.
    pub revenue_cents: i64,
    /// What of this was sold without a customer; `None` where every order has one.
    pub guests: Option<GuestSales>,
    /// Products that were sold.
    pub products: u64,
    /// Categories that were sold.
    pub categories: u64,
    /// Share of the revenue that the ten best products bring.
    pub top_ten_share: Option<f64>,
    /// The category with the most revenue.
    pub top_category: Option<SalesRow>,
    /// Of the categories with enough orders, the one that grew the most.
    pub rising_category: Option<SalesRow>,
    /// Of the categories with enough orders, the one that fell the most.
    pub falling_category: Option<SalesRow>,
    /// The days of all changes; `None` if the data do not reach back far enough to compare.
    pub change_days: Option<ChangeDays>,
    /// The whole months of [`SalesRow::month_revenue_cents`], oldest first.
    pub months: Vec<Month>,
    /// The rows of this page.
    pub rows: Vec<SalesRow>,
    /// Rows on all pages.
    pub all_rows: u64,
    /// This page, from 1.
    pub page: u32,
    /// Number of pages, at least 1.
    pub pages: u32,
    /// Most customers first, ties by name.
    pub first_categories: Vec<FirstCategoryRow>,
    /// Segments and categories, before the filter's choice of segments and scores.
    pub affinity: Affinity,
}

/// One product or category of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesReport {
    /// The shop's id of the product.
    pub product_id: String,
    /// Its category.
    pub category: String,
    /// Price and freight of the items.
    pub revenue_cents: i64,
    /// Items.
    pub units: u64,
    /// Orders with at least one item.
    pub orders: u64,
    /// Distinct customers.
    pub customers: u64,
}

/// A leaning of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AffinityReport {
    /// Name of the segment.
    pub segment: String,
    /// The category.
    pub category: String,
    /// 100 is no leaning.
    pub index: f64,
    /// Orders behind it.
    pub orders: u64,
    /// Customers behind it.
    pub customers: u64,
}

/// What sells, in the report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProductsReport {
    /// What of the sales below has no customer; `None` where every order has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_customer: Option<GuestSales>,
    /// Most revenue first.
    pub top10_by_revenue: Vec<SalesReport>,
    /// Most items first.
    pub top10_by_units: Vec<SalesReport>,
    /// The highest indices with enough orders behind them.
    pub top10_affinities: Vec<AffinityReport>,
    /// The lowest of them, lowest first.
    pub bottom10_affinities: Vec<AffinityReport>,
}
