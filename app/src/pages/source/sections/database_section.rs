use clientele_contract::{DatabaseField, DatabaseForm, DatabaseMistake};
use leptos::prelude::*;

use crate::{
    components::{Card, Field, textarea_content},
    failed_change::as_sentence,
};

/// A database as the source: where its address stands, and what is read of it.
#[component]
pub fn DatabaseCard(
    /// What the fields hold.
    form: DatabaseForm,
    /// What was wrong when it was tried.
    #[prop(default = None)]
    mistake: Option<DatabaseMistake>,
    /// It is what a refresh reads.
    #[prop(default = false)]
    is_in_use: bool,
    /// It was tried, and its first rows are shown.
    #[prop(default = false)]
    is_tried: bool,
) -> impl IntoView {
    let title = match (&mistake, is_tried, is_in_use) {
        (Some(_), ..) => "The database was not read",
        (None, true, _) => "Try another query or other tables",
        (None, false, true) => "Change what is read from the database",
        (None, false, false) => "Read from a database",
    };
    let error = |field: DatabaseField| {
        let here = mistake.as_ref().filter(|mistake| mistake.field == Some(field));
        here.map(|mistake| as_sentence(&mistake.words))
    };
    let fault = mistake.as_ref().filter(|mistake| mistake.field.is_none()).map(|mistake| {
        view! { <p class="field-error" role="alert">{as_sentence(&mistake.words)}</p> }
    });
    let field = |field: DatabaseField, label: &'static str, hint: &'static str| {
        let (value, error) = (form.value(field).to_owned(), error(field));
        // The page is loaded anew: without the focus nobody would notice what is wrong.
        let autofocus = error.is_some();
        view! { <Field name=field.name() label value hint=hint.to_owned() error autofocus/> }.into_any()
    };
    let variable = field(
        DatabaseField::Variable,
        "Environment variable",
        "Its name, such as CLIENTELE_SOURCE_URL: only variables whose names begin with CLIENTELE_SOURCE can be named here.",
    );
    let file = field(
        DatabaseField::File,
        "Or file with the address",
        "Its path on the server, below the folder secrets of the data folder or one that is opened with --source-folder.",
    );
    let authority = field(
        DatabaseField::Authority,
        "Certificates of your own authority",
        "A PEM file on the server, in the same folders. Empty if a public authority vouches for the database, or it is on the same machine.",
    );
    let tables = field(
        DatabaseField::Tables,
        "Or tables",
        "Tables or views, separated by commas, such as sales.orders, sales.order_lines. They are joined by the keys that they share.",
    );
    let query = view! { <QueryField text=form.query.clone() error=error(DatabaseField::Query)/> }.into_any();
    view! {
        <Card
            id="database-title"
            title
            subtitle="PostgreSQL: a query or whole tables, read at each refresh. Its first rows are shown before anything is put in use."
        >
            <form class="database-form" method="post" action="/data/source/database">
                <fieldset>
                    <legend>"Where its address stands"</legend>
                    <p class="field-hint">
                        "Put "
                        <span class="code">"postgresql://user:password@host:5432/database"</span>
                        " into an environment variable and start the server with it, or into a file that only the server’s user may read (chmod 600). It is never typed here, shown, or written down."
                    </p>
                    {variable}
                    {file}
                    {authority}
                </fieldset>
                <fieldset>
                    <legend>"What is read"</legend>
                    {query}
                    {tables}
                </fieldset>
                {fault}
                <p class="button-row"><button class="button" type="submit">"Try it"</button></p>
            </form>
        </Card>
    }
}

#[component]
fn QueryField(text: String, error: Option<String>) -> impl IntoView {
    let lines = text.lines().count().clamp(4, 20);
    let described_by = if error.is_some() { "query-hint query-error" } else { "query-hint" };
    view! {
        <div class="form-field">
            <label for="query">"Query"</label>
            <textarea
                class="field code"
                id="query"
                name="query"
                rows=lines
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                autofocus=error.is_some()
                aria-invalid=error.as_ref().map(|_| "true")
                aria-describedby=described_by
                inner_html=textarea_content(&text)
            ></textarea>
            <p class="field-hint" id="query-hint">"A SELECT that brings orders or order lines. It can change nothing."</p>
            {error.map(|error| view! { <p class="field-error" id="query-error">{error}</p> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_stands_beside_its_field_and_what_was_typed_stays() {
        let form = DatabaseForm {
            variable: "SHOP".to_owned(),
            query: "select 1 </textarea><b>".to_owned(),
            ..DatabaseForm::default()
        };
        let mistake = |field| Some(DatabaseMistake { field, words: "it is wrong".to_owned() });
        let draw = |mistake| view! { <DatabaseCard form=form.clone() mistake/> }.to_html();
        let html = draw(mistake(Some(DatabaseField::Query)));
        assert!(
            html.contains("id=\"query-error\" class=\"field-error\">It is wrong.")
                && html.contains("value=\"SHOP\""),
            "{html}"
        );
        assert!(html.contains("select 1 &lt;/textarea>&lt;b></textarea>"), "{html}");
        assert_eq!(html.matches("aria-invalid").count(), 1, "{html}");
        let html = draw(mistake(None));
        assert!(
            html.contains("role=\"alert\"")
                && html.contains("It is wrong.")
                && !html.contains("aria-invalid"),
            "{html}"
        );
        assert!(!draw(None).contains("field-error"));
    }

    #[test]
    fn its_title_says_what_the_form_is_for() {
        let form = DatabaseForm::default;
        let in_use = view! { <DatabaseCard form=form() is_in_use=true/> }.to_html();
        assert!(in_use.contains("Change what is read from the database"), "{in_use}");
        // What is only tried is not read by anything yet.
        let tried = view! { <DatabaseCard form=form() is_tried=true/> }.to_html();
        assert!(tried.contains("Try another query or other tables"), "{tried}");
        assert!(!tried.contains("Change what is read"), "{tried}");
        assert!(view! { <DatabaseCard form=form()/> }.to_html().contains("Read from a database"));
    }
}
