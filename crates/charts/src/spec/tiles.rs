use serde::{Deserialize, Serialize};

use super::{Mark, Unit};

/// A map of equally large tiles, one for each place, so that small places are seen as well as large ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TileMap {
    /// What a tile is: `State`; heads the first column of the table.
    pub tile_name: String,
    /// What is measured: `Delivery days`.
    pub value_name: String,
    /// What the values are.
    pub unit: Unit,
    /// The steps of the colour grow by a factor rather than by a distance: for counts and amounts, of which one
    /// place often has most.
    pub is_logarithmic: bool,
    /// In the order they are read: by row, then by column.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tile {
    /// Its words and link.
    pub mark: Mark,
    /// Its place from the left, from 0.
    pub column: u8,
    /// Its place from the top, from 0.
    pub row: u8,
    /// What is written in it: `SP`.
    pub label: String,
    /// What is measured; `None` is not known, and has no colour.
    pub value: Option<f64>,
    /// Too little is behind the value: it is written, but has no colour and no say in the scale.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_faint: bool,
}

impl Tile {
    /// The value that gives the colour.
    pub(crate) fn coloured_value(&self) -> Option<f64> {
        self.value.filter(|_| !self.is_faint)
    }
}
