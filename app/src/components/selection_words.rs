use crate::format::{format_count, format_counted};

/// How many customers are shown: `All 2,912 customers`, `12 customers of 2,912`.
pub fn count_of(customers: u64, customers_of_shop: u64) -> String {
    let selected = format_counted(customers, "customer", "customers");
    if customers == customers_of_shop {
        format!("All {selected}")
    } else {
        format!("{selected} of {}", format_count(customers_of_shop))
    }
}

#[cfg(test)]
mod tests {
    use super::count_of;

    #[test]
    fn all_are_not_counted_twice() {
        let words = |customers| count_of(customers, 2_912).replace('\u{a0}', " ");
        assert_eq!(words(2_912), "All 2,912 customers");
        assert_eq!(words(1), "1 customer of 2,912");
    }
}
