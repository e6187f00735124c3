//! What made-up customers write: short sentences in Portuguese, by mood.

pub(crate) const TITLES_GOOD: &[&str] = &[
    "Recomendo",
    "Muito bom",
    "Adorei!",
    "Ótima compra",
    "Perfeito",
    "Nota 10",
    "Tudo certo 👍",
    "Chegou antes",
];
pub(crate) const TITLES_MIXED: &[&str] = &["Mais ou menos", "Razoável", "Esperava mais", "Regular"];
pub(crate) const TITLES_BAD: &[&str] =
    &["Decepcionada", "Não recomendo", "Veio errado", "Péssimo", "Cadê meu pedido?", "Atrasou"];

pub(crate) const GOOD: &[&str] = &[
    "Chegou bem embalado e antes da data combinada",
    "Minha mãe amou o presente",
    "Produto igual ao da foto, cor linda",
    "Já é a segunda vez que peço e deu tudo certo",
    "Gostei bastante, bom acabamento",
    "Valeu cada centavo",
    "Entrega rápida, vendedor atencioso",
    "Uso todo dia e continua como novo",
    "Fácil de montar, ficou ótimo na sala",
    "Superou o que eu imaginava",
    "Meu filho não larga mais 😀",
    "Atendeu direitinho",
    "Parabéns pelo cuidado com o pacote",
    "Exatamente o que eu procurava: prático, leve e bonito",
];
pub(crate) const MIXED: &[&str] = &[
    "O produto é bom, mas a caixa chegou amassada",
    "Funciona, porém é menor do que parece",
    "Demorou um pouco, no fim chegou",
    "Pelo preço está razoável",
    "A cor é diferente da que aparece no site",
    "O tecido podia ser mais grosso",
    "Veio sem manual, tive que procurar na internet",
    "Cumpre o que promete, nada além disso",
];
pub(crate) const BAD: &[&str] = &[
    "Recebi o modelo errado e ninguém responde",
    "Parou de funcionar na primeira semana",
    "Faltou uma peça no pacote",
    "Comprei duas unidades e só veio uma",
    "Quero devolver e não consigo falar com a loja",
    "Material frágil, quebrou ao abrir",
    "Tamanho não confere com a tabela",
    "A costura já está soltando",
    "Não tem nada a ver com o anúncio",
];
pub(crate) const LATE: &[&str] = &[
    "Passou do prazo e fiquei sem notícias",
    "O presente chegou depois do aniversário",
    "Rastreamento parado há dias",
    "Só chegou depois de muita reclamação",
    "Prometeram uma data e entregaram bem depois",
];
pub(crate) const MISSING: &[&str] = &[
    "Até hoje não recebi nada",
    "Cancelaram o pedido sem avisar",
    "Onde está a minha encomenda?",
    "Espero o estorno até agora",
];
/// For any mood.
pub(crate) const QUOTING: &[&str] = &[
    "O \"manual\" é uma folha só",
    "No anúncio dizia \"frete expresso\"",
    "Lá em casa já chamam de \"o achado\"",
];
