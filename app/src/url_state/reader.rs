use clientele_contract::{CustomerSort, MatrixAxes};

use super::{
    CustomerColumn, PageSize, SegmentsUrl,
    filter::read_filter,
    pictures::read_pictures,
    table::{parse_direction, parse_page},
    values::{assign, set},
};

/// How much of a value that was not understood is shown.
const NOTICE_CHARACTERS_MAX: usize = 40;

/// Takes up the pairs of an address.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) url: SegmentsUrl,
    /// Values that were not understood, and as what.
    pub(super) misread: Vec<String>,
}

impl Reader {
    /// Takes up a pair; false if there is no such key.
    pub(super) fn read(&mut self, key: &str, value: &str) -> bool {
        let of_filter = read_filter(&mut self.url.filter, key, value);
        let Some(understood) = of_filter.or_else(|| self.read_view(key, value)) else { return false };
        if !understood {
            self.misread.push(format!("“{}” is not understood as {}", shorten(value), key_in_words(key)));
        }
        true
    }

    /// What is shown of the customers, and how: it chooses none.
    fn read_view(&mut self, key: &str, value: &str) -> Option<bool> {
        let url = &mut self.url;
        Some(match key {
            "axes" => set(&mut url.axes, MatrixAxes::from_slug(value)),
            "sort" => assign(&mut url.sort, CustomerSort::from_slug(value)),
            "dir" => assign(&mut url.direction, parse_direction(value)),
            "page" => assign(&mut url.page, parse_page(value)),
            "rows" => assign(&mut url.page_size, PageSize::from_rows(value)),
            "cols" => CustomerColumn::from_slug(value).is_some_and(|column| {
                url.columns.insert(column);
                true
            }),
            _ => {
                return read_pictures(url, key, value).or_else(|| url.choices.take(key, value));
            }
        })
    }
}

/// The beginning of a text that may be long, for messages.
pub(crate) fn shorten(value: &str) -> String {
    let mut short: String =
        value.chars().filter(|character| !character.is_control()).take(NOTICE_CHARACTERS_MAX).collect();
    if short.chars().count() < value.chars().count() {
        short.push('…');
    }
    short
}

fn key_in_words(key: &str) -> &'static str {
    match key {
        "id" => "the beginning of a customer’s id",
        "segment" => "a segment",
        "tier" => "a tier",
        "state" => "a state",
        "category" | "bought" | "every_bought" | "not_bought" | "first_category" => "a category",
        "product" | "every_product" | "not_product" | "first_product" => "a product",
        "action" => "an action",
        "recency_min" | "recency_max" => "a number of days",
        "orders_min" | "orders_max" => "a number of orders",
        "spent_min" | "spent_max" => "an amount",
        "first_min" | "first_max" | "ordered_min" | "ordered_max" => "a date such as 2018-08-29",
        "was" => "a day and a segment such as 2018-03-01.at-risk, on at most four days",
        "r" | "f" | "m" => "a score from 1 to 5",
        "axes" => "a choice of axes",
        "sort" => "a column to sort by",
        "dir" => "a direction to sort in",
        "page" => "a page number",
        "rows" => "a number of rows on a page",
        "cols" => "a column of the table",
        "names" => "a choice of names",
        "sx" | "sy" => "a measure",
        "zx_min" | "zx_max" | "zy_min" | "zy_max" => "an end of the part of the scatter",
        _ => "a choice",
    }
}
