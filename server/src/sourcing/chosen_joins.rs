//! Which tables are joined, as the form of a mapping says.

use clientele_analytics::Join;

use super::choices::value;

/// The most joins that a form says: more tables than anybody joins.
const JOINS_MAX: usize = 100;
/// The answer to a question about a join that it is left out.
const UNUSED: &str = "unused";

/// What a form says of joins.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ChosenJoins {
    pub(super) joins: Vec<Join>,
    /// A column without a key, or a key without a column.
    pub(super) has_half: bool,
}

impl ChosenJoins {
    /// Reads `join1.column`, `join1.key` and so on; `None`: the form says nothing of joins. What is marked to be left
    /// out is.
    pub(super) fn of(pairs: &[(String, String)]) -> Option<Self> {
        value(pairs, "join1.column")?;
        let mut chosen = Self::default();
        for number in 1..=JOINS_MAX {
            let Some(column) = value(pairs, &format!("join{number}.column")) else { break };
            let key = value(pairs, &format!("join{number}.key")).unwrap_or_default();
            let is_out = value(pairs, &format!("join{number}.out")).is_some()
                || value(pairs, &format!("join{number}.question")) == Some(UNUSED);
            match (column.split_once('/'), key.split_once('/')) {
                _ if is_out => {}
                (Some((table, column)), Some((to, key))) => chosen.joins.push(Join {
                    table: table.to_owned(),
                    column: column.to_owned(),
                    to: to.to_owned(),
                    key: key.to_owned(),
                }),
                (None, None) => {}
                _ => chosen.has_half = true,
            }
        }
        Some(chosen)
    }
}

/// Joins in one word, by which the form tells of which tables its columns are columns.
pub(super) fn joined_word(joins: &[Join]) -> String {
    let word = |Join { table, column, to, key }: &Join| format!("{table}/{column}={to}/{key}");
    joins.iter().map(word).collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(pairs: &[(&str, &str)]) -> Option<ChosenJoins> {
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        ChosenJoins::of(&pairs)
    }

    #[test]
    fn joins_are_changed_left_out_and_added_by_fields() {
        assert_eq!(chosen(&[("c1", "date")]), None);
        let said = chosen(&[
            ("join1.column", "lines.csv/order/no"),
            ("join1.key", "orders.csv/id"),
            ("join2.column", "orders.csv/customer"),
            ("join2.key", "customers.csv/id"),
            ("join2.out", "true"),
            ("join3.column", "a.csv/b"),
            ("join3.key", "c.csv/d"),
            ("join3.question", "unused"),
            ("join4.column", ""),
            ("join4.key", ""),
        ])
        .expect("it says joins");
        assert_eq!(joined_word(&said.joins), "lines.csv/order/no=orders.csv/id");
        assert!(!said.has_half);
        let half = chosen(&[("join1.column", ""), ("join1.key", "orders.csv/id")]).expect("it says joins");
        assert!(half.has_half && half.joins.is_empty());
    }
}
