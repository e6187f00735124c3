use super::ColumnRef;

/// What keeps a source from being read with a mapping; the words are for those who edit the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingProblem {
    /// Neither a column nor a rule says when it was ordered.
    #[error(
        "no column is the date of the order: name it under [columns] as date = \"…\", or give all orders one day with \
         date = 2025-12-31 under [rules]"
    )]
    NoDate,
    /// No column holds money.
    #[error(
        "no column is an amount: name one under [columns] as line_total, unit_price or order_total, or say amounts = \
         \"none\" under [rules]"
    )]
    NoAmount,
    /// Nothing says who ordered.
    #[error(
        "no column says who ordered: name it under [columns] as customer_id = \"…\", or say under [rules] customers = \
         \"none\" (pages about products, trends and places only) or \"synthetic\" (made-up customers)"
    )]
    NoCustomer,
    /// Nothing says which rows are one order.
    #[error(
        "no column is the order's id: name it under [columns] as order_id = \"…\", or say under [rules] orders = \
         \"each-row\" or \"customer-and-day\""
    )]
    NoOrder,
    /// Made-up customers need ids of orders.
    #[error("customers = \"synthetic\" is made from the order's id: it needs orders = \"column\"")]
    SyntheticWithoutOrder,
    /// What a customer bought in a day needs a customer.
    #[error("orders = \"customer-and-day\" needs customers = \"column\"")]
    DayWithoutCustomer,
    /// Profit needs a cost at each line.
    #[error("measure = \"profit\" needs the columns unit_cost and line_total or unit_price")]
    ProfitWithoutCost,
    /// The currency is no symbol.
    #[error("currency is longer than 8 characters: give a symbol or a code, such as € or EUR")]
    LongCurrency,
    /// One column is named for two meanings.
    #[error("{0} has two meanings under [columns]: a column has one")]
    TwoMeanings(ColumnRef),
}
