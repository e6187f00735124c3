//! The statements that make the tables of the star schema.

use std::fmt::Write;

use crate::{
    postgres::quote_literal,
    warehouse::star::{ColumnKind, StarColumn, StarTable},
};

/// Makes an empty table.
pub(super) fn create(table: &StarTable, schema: &str) -> String {
    let columns: Vec<String> = table.columns.iter().map(definition).collect();
    format!("CREATE TABLE {schema}.{} ({})", table.name, columns.join(", "))
}

/// Adds keys, indexes and comments, and counts for the planner; quicker once the rows are there.
pub(super) fn finish(table: &StarTable, schema: &str) -> String {
    let name = table.name;
    let mut text = format!("ALTER TABLE {schema}.{name} ADD PRIMARY KEY ({});", table.key.join(", "));
    for column in table.indexes {
        // Writing to a text does not fail.
        let _ = write!(text, "CREATE INDEX {name}_{column} ON {schema}.{name} ({column});");
    }
    let _ = write!(text, "COMMENT ON TABLE {schema}.{name} IS {};", quote_literal(table.comment));
    for column in table.columns {
        let comment = quote_literal(column.comment);
        let _ = write!(text, "COMMENT ON COLUMN {schema}.{name}.{} IS {comment};", column.name);
    }
    let _ = write!(text, "ANALYZE {schema}.{name}");
    text
}

fn definition(column: &StarColumn) -> String {
    let kind = match column.kind {
        ColumnKind::Whole => "integer",
        ColumnKind::Money => "numeric(18,2)",
        ColumnKind::Ratio => "double precision",
        ColumnKind::Text => "text",
        ColumnKind::Day => "date",
    };
    let null = if column.optional { "" } else { " NOT NULL" };
    format!("{} {kind}{null}", column.name)
}
