//! Product categories: Olist's names, with rounded weights and prices.

use crate::place_table::STATES;
use crate::sampling::WeightedChoice;
use crate::truth::{RepeatLeaning, StateLeaning};

/// A product category.
#[derive(Debug)]
pub(crate) struct Category {
    /// Empty where a product has no category.
    pub(crate) name: &'static str,
    /// `None` where the translation file has no line for it.
    pub(crate) english: Option<&'static str>,
    /// Share of items and of products, in hundredths of a percent (relative).
    pub(crate) weight: u64,
    /// Median price, in whole reais.
    pub(crate) median_price: f64,
}

const fn category(name: &'static str, english: &'static str, weight: u64, median_price: f64) -> Category {
    Category { name, english: Some(english), weight, median_price }
}

const fn untranslated(name: &'static str, weight: u64, median_price: f64) -> Category {
    Category { name, english: None, weight, median_price }
}

/// The 71 translated ones in the order of the translation file, the two without translation, and none at all.
pub(crate) const CATEGORIES: [Category; 74] = [
    category("beleza_saude", "health_beauty", 860, 80.0),
    category("informatica_acessorios", "computers_accessories", 700, 80.0),
    category("automotivo", "auto", 370, 85.0),
    category("cama_mesa_banho", "bed_bath_table", 940, 80.0),
    category("moveis_decoracao", "furniture_decor", 790, 60.0),
    category("esporte_lazer", "sports_leisure", 770, 80.0),
    category("perfumaria", "perfumery", 300, 85.0),
    category("utilidades_domesticas", "housewares", 610, 60.0),
    category("telefonia", "telephony", 410, 30.0),
    category("relogios_presentes", "watches_gifts", 510, 130.0),
    category("alimentos_bebidas", "food_drink", 21, 40.0),
    category("bebes", "baby", 280, 75.0),
    category("papelaria", "stationery", 220, 80.0),
    category("tablets_impressao_imagem", "tablets_printing_image", 8, 100.0),
    category("brinquedos", "toys", 350, 80.0),
    category("telefonia_fixa", "fixed_telephony", 22, 125.0),
    category("ferramentas_jardim", "garden_tools", 390, 60.0),
    category("fashion_bolsas_e_acessorios", "fashion_bags_accessories", 170, 50.0),
    category("eletroportateis", "small_appliances", 60, 95.0),
    category("consoles_games", "consoles_games", 90, 60.0),
    category("audio", "audio", 34, 80.0),
    category("fashion_calcados", "fashion_shoes", 23, 70.0),
    category("cool_stuff", "cool_stuff", 360, 130.0),
    category("malas_acessorios", "luggage_accessories", 100, 100.0),
    category("climatizacao", "air_conditioning", 26, 150.0),
    category("construcao_ferramentas_construcao", "construction_tools_construction", 90, 95.0),
    category(
        "moveis_cozinha_area_de_servico_jantar_e_jardim",
        "kitchen_dining_laundry_garden_furniture",
        23,
        130.0,
    ),
    category("construcao_ferramentas_jardim", "costruction_tools_garden", 20, 40.0),
    category("fashion_roupa_masculina", "fashion_male_clothing", 18, 60.0),
    category("pet_shop", "pet_shop", 180, 90.0),
    category("moveis_escritorio", "office_furniture", 160, 145.0),
    category("market_place", "market_place", 29, 65.0),
    category("eletronicos", "electronics", 240, 20.0),
    category("eletrodomesticos", "home_appliances", 60, 50.0),
    category("artigos_de_festas", "party_supplies", 3, 90.0),
    category("casa_conforto", "home_confort", 32, 90.0),
    category("construcao_ferramentas_ferramentas", "costruction_tools_tools", 7, 90.0),
    category("agro_industria_e_comercio", "agro_industry_and_commerce", 17, 400.0),
    category("moveis_colchao_e_estofado", "furniture_mattress_and_upholstery", 3, 120.0),
    category("livros_tecnicos", "books_technical", 26, 60.0),
    category("casa_construcao", "home_construction", 51, 120.0),
    category("instrumentos_musicais", "musical_instruments", 58, 110.0),
    category("moveis_sala", "furniture_living_room", 47, 105.0),
    category("construcao_ferramentas_iluminacao", "construction_tools_lights", 30, 115.0),
    category("industria_comercio_e_negocios", "industry_commerce_and_business", 23, 110.0),
    category("alimentos", "food", 48, 50.0),
    category("artes", "art", 18, 100.0),
    category("moveis_quarto", "furniture_bedroom", 9, 180.0),
    category("livros_interesse_geral", "books_general_interest", 46, 45.0),
    category("construcao_ferramentas_seguranca", "construction_tools_safety", 17, 110.0),
    category("fashion_underwear_e_moda_praia", "fashion_underwear_beach", 15, 60.0),
    category("fashion_esporte", "fashion_sport", 5, 50.0),
    category("sinalizacao_e_seguranca", "signaling_and_security", 20, 60.0),
    category("pcs", "computers", 12, 810.0),
    category("artigos_de_natal", "christmas_supplies", 13, 25.0),
    category("fashion_roupa_feminina", "fashio_female_clothing", 3, 60.0),
    category("eletrodomesticos_2", "home_appliances_2", 27, 230.0),
    category("livros_importados", "books_imported", 5, 80.0),
    category("bebidas", "drinks", 44, 45.0),
    category("cine_foto", "cine_photo", 8, 50.0),
    category("la_cuisine", "la_cuisine", 1, 195.0),
    category("musica", "music", 4, 60.0),
    category("casa_conforto_2", "home_comfort_2", 3, 15.0),
    category("portateis_casa_forno_e_cafe", "small_appliances_home_oven_and_coffee", 8, 370.0),
    category("cds_dvds_musicais", "cds_dvds_musicals", 2, 45.0),
    category("dvds_blu_ray", "dvds_blu_ray", 6, 20.0),
    category("flores", "flowers", 3, 30.0),
    category("artes_e_artesanato", "arts_and_craftmanship", 2, 125.0),
    category("fraldas_higiene", "diapers_and_hygiene", 1, 35.0),
    category("fashion_roupa_infanto_juvenil", "fashion_childrens_clothes", 1, 40.0),
    category("seguros_e_servicos", "security_and_services", 1, 100.0),
    untranslated("pc_gamer", 1, 130.0),
    untranslated("portateis_cozinha_e_preparadores_de_alimentos", 1, 35.0),
    untranslated("", 140, 90.0),
];

/// Category weights by state, in percent of the weight elsewhere.
const STATE_LEANINGS: [(&str, &str, u32); 8] = [
    ("RJ", "bed_bath_table", 170),
    ("MG", "sports_leisure", 160),
    ("RS", "furniture_decor", 180),
    ("PR", "auto", 200),
    ("SC", "garden_tools", 200),
    ("BA", "health_beauty", 200),
    ("DF", "computers_accessories", 180),
    ("PE", "watches_gifts", 220),
];
/// Category weights in repeat orders, in percent of the weight in first orders.
const REPEAT_LEANINGS: [(&str, u32); 3] = [("bed_bath_table", 200), ("pet_shop", 300), ("perfumery", 250)];

/// Draws categories as they are bought.
#[derive(Debug)]
pub(crate) struct CategoryDemand {
    /// By state, for first orders and for repeat orders.
    choices: Vec<[WeightedChoice; 2]>,
}

impl CategoryDemand {
    pub(crate) fn new() -> Self {
        let choices = STATES.iter().map(|state| {
            [false, true].map(|is_repeat| WeightedChoice::new(demand_weights(state.code, is_repeat)))
        });
        Self { choices: choices.collect() }
    }

    pub(crate) fn of(&self, state_index: usize, is_repeat: bool) -> &WeightedChoice {
        &self.choices[state_index][usize::from(is_repeat)]
    }
}

pub(crate) fn state_leanings() -> Vec<StateLeaning> {
    let leaning = |&(state, category, weight_percent): &(&str, &str, u32)| StateLeaning {
        state: state.to_owned(),
        category: category.to_owned(),
        weight_percent,
    };
    STATE_LEANINGS.iter().map(leaning).collect()
}

pub(crate) fn repeat_leanings() -> Vec<RepeatLeaning> {
    let leaning = |&(category, weight_percent): &(&str, u32)| RepeatLeaning {
        category: category.to_owned(),
        weight_percent,
    };
    REPEAT_LEANINGS.iter().map(leaning).collect()
}

fn demand_weights(state: &str, is_repeat: bool) -> impl Iterator<Item = u64> {
    CATEGORIES.iter().map(move |category| {
        let by_state = STATE_LEANINGS
            .iter()
            .find(|(code, name, _)| *code == state && category.english == Some(*name))
            .map_or(100, |&(_, _, percent)| percent);
        let by_repeat = REPEAT_LEANINGS
            .iter()
            .find(|(name, _)| is_repeat && category.english == Some(*name))
            .map_or(100, |&(_, percent)| percent);
        category.weight * u64::from(by_state) * u64::from(by_repeat)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leaning_names_a_category_and_a_state() {
        let names: Vec<_> = CATEGORIES.iter().filter_map(|category| category.english).collect();
        assert_eq!(names.len(), 71);
        for leaning in state_leanings() {
            assert!(names.contains(&leaning.category.as_str()), "{leaning:?}");
            assert!(STATES.iter().any(|state| state.code == leaning.state), "{leaning:?}");
        }
        for leaning in repeat_leanings() {
            assert!(names.contains(&leaning.category.as_str()), "{leaning:?}");
        }
    }
}
