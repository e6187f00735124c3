use leptos::prelude::*;

use super::Dialog;

/// The id of the dialog that gives a view a name: `<a href="#save-view" data-dialog="save-view">` opens it.
pub const SAVE_VIEW_ID: &str = "save-view";

/// The longest name of a view, in characters.
const NAME_CHARACTERS_MAX: &str = "80";

/// Gives the view a name under which everybody finds it again.
#[component]
pub fn SaveView(
    /// Path and query of the view.
    address: String,
    /// The view in words.
    words: String,
) -> impl IntoView {
    view! {
        <Dialog id=SAVE_VIEW_ID title="Save this view">
            <form class="form-stack" method="post" action="/views/save">
                <p class="muted">{words}</p>
                <SavedViewFields address=address.clone() back=address.clone()/>
                <p class="muted">
                    "The name stands for the filter, not for its customers: opened later, the view shows those who \
                     match then."
                </p>
                <div class="dialog-foot">
                    <button type="button" class="button needs-script" data-copy-link=address>"Copy link"</button>
                    <button type="submit" class="button button-primary">"Save"</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The fields of a form that saves a view.
#[component]
pub fn SavedViewFields(
    /// Path and query of the view.
    address: String,
    /// The page to go back to.
    back: String,
    /// What people call it, as far as it is known.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    view! {
        <input type="hidden" name="address" value=address/>
        <input type="hidden" name="back" value=back/>
        <label class="labelled">
            <span>"Name"</span>
            <input
                class="field"
                type="text"
                name="name"
                value=name
                required=true
                maxlength=NAME_CHARACTERS_MAX
                autocomplete="off"
                placeholder="For example: best customers of the south"
            />
        </label>
    }
}
