//! The states of Brazil: their names, and where their tiles are.

/// A state's code, its name, and the column and row of its tile, from the upper left.
struct BrazilianState {
    code: &'static str,
    name: &'static str,
    column: u8,
    row: u8,
}

const fn state(code: &'static str, name: &'static str, column: u8, row: u8) -> BrazilianState {
    BrazilianState { code, name, column, row }
}

/// By row, then by column. Neighbours on the map are neighbours here as far as a grid lets them.
const STATES: [BrazilianState; 27] = [
    state("RR", "Roraima", 1, 0),
    state("AP", "Amapá", 2, 0),
    state("AM", "Amazonas", 1, 1),
    state("PA", "Pará", 2, 1),
    state("MA", "Maranhão", 3, 1),
    state("PI", "Piauí", 4, 1),
    state("CE", "Ceará", 5, 1),
    state("RN", "Rio Grande do Norte", 6, 1),
    state("AC", "Acre", 0, 2),
    state("RO", "Rondônia", 1, 2),
    state("MT", "Mato Grosso", 2, 2),
    state("TO", "Tocantins", 3, 2),
    state("BA", "Bahia", 4, 2),
    state("PE", "Pernambuco", 5, 2),
    state("PB", "Paraíba", 6, 2),
    state("MS", "Mato Grosso do Sul", 2, 3),
    state("GO", "Goiás", 3, 3),
    state("DF", "Distrito Federal", 4, 3),
    state("SE", "Sergipe", 5, 3),
    state("AL", "Alagoas", 6, 3),
    state("SP", "São Paulo", 3, 4),
    state("MG", "Minas Gerais", 4, 4),
    state("ES", "Espírito Santo", 5, 4),
    state("PR", "Paraná", 3, 5),
    state("RJ", "Rio de Janeiro", 4, 5),
    state("SC", "Santa Catarina", 3, 6),
    state("RS", "Rio Grande do Sul", 3, 7),
];

/// Where the tile of a state is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TilePlace {
    /// The code.
    pub code: &'static str,
    /// From the left, from 0.
    pub column: u8,
    /// From the top, from 0.
    pub row: u8,
}

/// All 27, by row, then by column.
pub fn tile_places() -> impl Iterator<Item = TilePlace> {
    STATES.iter().map(|state| TilePlace { code: state.code, column: state.column, row: state.row })
}

/// `São Paulo (SP)`; other names stay as they are.
pub fn full_name(place: &str) -> String {
    match STATES.iter().find(|state| state.code == place) {
        Some(state) => format!("{} ({place})", state.name),
        None => place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clientele_contract::Region;

    use super::*;

    #[test]
    fn every_state_of_every_region_has_a_tile_of_its_own() {
        let codes: BTreeSet<&str> = tile_places().map(|tile| tile.code).collect();
        let of_regions: BTreeSet<&str> =
            Region::ALL.iter().flat_map(|region| region.states()).copied().collect();
        assert_eq!(codes, of_regions);
        let places: Vec<(u8, u8)> = tile_places().map(|tile| (tile.row, tile.column)).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "in the order they are read, none twice");
    }

    #[test]
    fn names_are_written_out_where_they_are_known() {
        assert_eq!(full_name("SP"), "São Paulo (SP)");
        assert_eq!(full_name("Bavaria"), "Bavaria");
    }
}
