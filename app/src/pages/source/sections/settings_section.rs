use clientele_contract::{MappingChoice, StatusWord};
use leptos::prelude::*;

use super::choice_words::{CHOICES, ChoiceKind, ChoiceWords, STATUS_MEANINGS};
use crate::components::{Badge, Card, Tone};

/// What says how a file is cut into fields.
const CUT: [&str; 4] = ["delimiter", "header", "encoding", "quote"];

/// What is certain enough and can be corrected all the same.
#[component]
pub fn SettingsSection(
    choices: Vec<MappingChoice>,
    status: Vec<StatusWord>,
    /// It is cut into fields as the program itself has written it: nothing about that can be chosen.
    is_cut_by_program: bool,
) -> impl IntoView {
    let fields = |of_file: bool| {
        let fields = CHOICES.iter().filter(|words| words.is_of_file == of_file);
        let settled = fields.filter_map(|words| Some((words, settled_choice(&choices, words.key)?)));
        let draw = |(words, choice): (&'static ChoiceWords, MappingChoice)| {
            if is_cut_by_program && CUT.contains(&words.key) {
                view! { <input type="hidden" name=words.key value=choice.value/> }.into_any()
            } else {
                view! { <ChoiceField words choice/> }.into_any()
            }
        };
        settled.map(draw).collect_view()
    };
    let (of_file, of_rows) = (fields(true), fields(false));
    let title = if is_cut_by_program { "How values are written" } else { "How the file is written" };
    view! {
        <Card id="file-title" title=title>
            <div class="mapping-fields">{of_file}</div>
        </Card>
        <Card id="rows-title" title="What is made of its rows">
            <div class="mapping-fields">{of_rows}</div>
        </Card>
        {(!status.is_empty()).then(|| view! { <StatusSection status/> })}
    }
}

/// A choice that is not asked for above.
fn settled_choice(choices: &[MappingChoice], key: &str) -> Option<MappingChoice> {
    choices.iter().find(|choice| choice.key == key && choice.doubt.is_none()).cloned()
}

#[component]
fn ChoiceField(words: &'static ChoiceWords, choice: MappingChoice) -> impl IntoView {
    let MappingChoice { value, mistake, .. } = choice;
    let id = format!("choose-{}", words.key);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let hint = (!words.hint.is_empty()).then_some(hint_id.as_str());
    let described_by: Vec<&str> =
        hint.into_iter().chain(mistake.as_ref().map(|_| error_id.as_str())).collect();
    let described_by = (!described_by.is_empty()).then(|| described_by.join(" "));
    let field = match words.kind {
        ChoiceKind::OneOf(options) => {
            view! { <SelectField id=id.clone() name=words.key.to_owned() options value described_by/> }
                .into_any()
        }
        kind => {
            let kind = if kind == ChoiceKind::Day { "date" } else { "text" };
            view! {
                <input
                    class="field"
                    id=id.clone()
                    name=words.key
                    type=kind
                    value=value
                    autocomplete="off"
                    aria-invalid=mistake.as_ref().map(|_| "true")
                    aria-describedby=described_by
                />
            }
            .into_any()
        }
    };
    view! {
        <div class="form-field">
            <label for=id>{words.label}</label>
            {field}
            {(!words.hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{words.hint}</p> })}
            {mistake.map(|mistake| view! { <p class="field-error" id=error_id>{mistake}</p> })}
        </div>
    }
}

/// A menu; a value that is not among the options is one more.
#[component]
pub fn SelectField(
    #[prop(into)] id: String,
    name: String,
    options: &'static [(&'static str, &'static str)],
    value: String,
    #[prop(default = None)] described_by: Option<String>,
    #[prop(default = None)] label: Option<String>,
    /// What is chosen cannot be so.
    #[prop(optional)]
    is_invalid: bool,
) -> impl IntoView {
    let is_known = options.iter().any(|(word, _)| *word == value);
    let other = (!is_known).then(|| view! { <option value=value.clone() selected>{value.clone()}</option> });
    let options = options
        .iter()
        .map(|(word, words)| view! { <option value=*word selected=*word == value>{*words}</option> })
        .collect_view();
    view! {
        <select class="field" id=id name=name aria-describedby=described_by aria-label=label aria-invalid=is_invalid.then_some("true")>
            {other}
            {options}
        </select>
    }
}

/// A question with ready answers, for what is not certain enough.
#[component]
pub fn DoubtField(words: &'static ChoiceWords, choice: MappingChoice) -> impl IntoView {
    let MappingChoice { value, doubt, mistake, .. } = choice;
    let answers = match words.kind {
        ChoiceKind::OneOf(options) => options
            .iter()
            .map(|(word, answer)| {
                view! {
                    <label class="option">
                        <input type="radio" name=words.key value=*word checked=*word == value/>
                        <span>{*answer}</span>
                    </label>
                }
            })
            .collect_view()
            .into_any(),
        kind => {
            let kind = if kind == ChoiceKind::Day { "date" } else { "text" };
            view! {
                <label class="doubt-field">
                    <span>{words.label}</span>
                    <input class="field" name=words.key type=kind value=value autocomplete="off"/>
                </label>
            }
            .into_any()
        }
    };
    view! {
        <fieldset class="doubt">
            <legend>{words.question}</legend>
            <p class="field-hint">{doubt.map(|doubt| format!("Not certain: {doubt}."))}</p>
            {answers}
            {mistake.map(|mistake| view! { <p class="field-error">{mistake}</p> })}
        </fieldset>
    }
}

#[component]
fn StatusSection(status: Vec<StatusWord>) -> impl IntoView {
    let unknown = status.iter().filter(|word| word.is_doubtful).count();
    let title = if unknown == 0 { "What each status means" } else { "What does each status mean?" };
    let rows = status.into_iter().map(|word| view! { <StatusField word/> }).collect_view();
    view! {
        <Card id="status-title" title subtitle="Orders count, do not count yet, or do not count.">
            <div class="mapping-fields">{rows}</div>
        </Card>
    }
}

#[component]
fn StatusField(word: StatusWord) -> impl IntoView {
    let StatusWord { word, meaning, is_doubtful } = word;
    let name = format!("status.{word}");
    view! {
        <div class="form-field">
            <label for=name.clone()>
                {word}
                {is_doubtful.then(|| view! { " " <Badge words="not known" tone=Tone::Warning/> })}
            </label>
            <SelectField id=name.clone() name options=&STATUS_MEANINGS value=meaning/>
        </div>
    }
}
