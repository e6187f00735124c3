//! The kit that pages are built from.
//!
//! Parts that only drawn sections use are left out of the browser's build; a part that a page in the browser
//! comes to use loses its `cfg`.

#[cfg(feature = "ssr")]
mod affinity_table;
mod answered;
#[cfg(feature = "ssr")]
mod badge;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod chart;
#[cfg(feature = "ssr")]
mod chart_figure;
mod dialog;
mod drawn;
mod drawn_focus;
#[cfg(feature = "ssr")]
mod drift_list;
#[cfg(feature = "ssr")]
mod drill;
#[cfg(feature = "ssr")]
mod export_dialog;
#[cfg(feature = "ssr")]
mod field;
mod filter_bar;
#[cfg(feature = "ssr")]
mod filter_chip;
#[cfg(feature = "ssr")]
mod filter_words;
mod focus;
#[cfg(feature = "ssr")]
mod glossary_mark;
mod icon;
#[cfg(feature = "ssr")]
mod kpi_tile;
mod live_forms;
#[cfg(feature = "ssr")]
mod moves;
#[cfg(feature = "ssr")]
mod multi_select;
mod narrowing_search;
mod navigation;
mod notices;
mod older_banner;
#[cfg(feature = "ssr")]
mod order_head;
mod page_head;
#[cfg(feature = "ssr")]
mod pager;
#[cfg(feature = "ssr")]
mod post_button;
#[cfg(feature = "ssr")]
mod product_name;
#[cfg(feature = "ssr")]
mod progress_bar;
mod range_slider;
#[cfg(feature = "ssr")]
mod returning;
#[cfg(feature = "ssr")]
mod save_view;
mod segment_mark;
#[cfg(feature = "ssr")]
mod segment_shares;
#[cfg(feature = "ssr")]
mod segmented;
mod selection_words;
#[cfg(feature = "ssr")]
mod share_bar;
#[cfg(feature = "ssr")]
mod sort_head;
mod states;
mod tabs;
mod theme_switch;
mod toast;
#[cfg(feature = "ssr")]
mod unlinked_note;

#[cfg(feature = "ssr")]
pub(crate) use affinity_table::{AffinityRows, AffinityTable, affinity_in_words};
pub(crate) use answered::{Answered, AnsweredAlone, ErrorsShown};
#[cfg(feature = "ssr")]
pub(crate) use badge::{Badge, Tone};
#[cfg(feature = "ssr")]
pub(crate) use card::{Card, ScrollRegion};
#[cfg(feature = "ssr")]
pub(crate) use chart::Chart;
#[cfg(feature = "ssr")]
pub(crate) use chart_figure::ChartFigure;
pub(crate) use dialog::Dialog;
#[cfg(feature = "ssr")]
pub(crate) use dialog::Drawer;
pub(crate) use drawn::{Drawn, DrawnSections};
#[cfg(feature = "ssr")]
pub(crate) use drift_list::DriftList;
#[cfg(feature = "ssr")]
pub(crate) use drill::{Drill, customers_href, days_within};
#[cfg(feature = "ssr")]
pub(crate) use field::{Field, textarea_content};
pub(crate) use filter_bar::{FilterBar, form_of, query_of_form};
#[cfg(feature = "ssr")]
pub(crate) use filter_chip::FilterChip;
#[cfg(feature = "ssr")]
pub use filter_words::filter_in_words;
pub(crate) use focus::keep_focus_through_redraws;
#[cfg(feature = "ssr")]
pub(crate) use glossary_mark::GlossaryMark;
pub(crate) use icon::{Icon, IconView};
#[cfg(feature = "ssr")]
pub(crate) use kpi_tile::{Comparison, Direction, KpiTile, Verdict};
pub(crate) use live_forms::LiveForms;
#[cfg(feature = "ssr")]
pub(crate) use moves::{EffectTables, GroupChange, GroupMove, MovesTable, effect_in_words};
#[cfg(feature = "ssr")]
pub(crate) use multi_select::{MultiSelect, SelectOption};
pub(crate) use narrowing_search::NarrowingSearch;
pub(crate) use navigation::Navigation;
#[cfg(feature = "ssr")]
pub(crate) use notices::ChoiceNotices;
pub(crate) use notices::{AddressNotices, ShopNotices};
#[cfg(feature = "ssr")]
pub(crate) use order_head::{ListOrder, OrderHead};
pub(crate) use page_head::PageHead;
#[cfg(feature = "ssr")]
pub(crate) use post_button::PostButton;
#[cfg(feature = "ssr")]
pub(crate) use product_name::{NO_CATEGORY, ProductName, id_part, product_in_words, view_of_product};
#[cfg(feature = "ssr")]
pub(crate) use progress_bar::ProgressBar;
#[cfg(feature = "ssr")]
pub(crate) use range_slider::RangeSlider;
pub(crate) use range_slider::{RangeHandles, RangeScale, track_of};
#[cfg(feature = "ssr")]
pub(crate) use returning::{RETURN_CUSTOMERS_MIN, Returns, comes_back_most};
#[cfg(feature = "ssr")]
pub(crate) use segment_mark::SegmentMark;
pub(crate) use segment_mark::segment_class;
#[cfg(feature = "ssr")]
pub(crate) use segment_shares::{LinkedSegment, SegmentShares};
#[cfg(feature = "ssr")]
pub(crate) use segmented::{Segmented, SegmentedOption};
pub(crate) use selection_words::count_of;
#[cfg(feature = "ssr")]
pub(crate) use share_bar::ShareBar;
#[cfg(feature = "ssr")]
pub(crate) use states::EmptyState;
pub(crate) use states::{ErrorState, Skeleton};
#[cfg(feature = "ssr")]
pub(crate) use states::{Failure, TooLittleData};
pub(crate) use tabs::{Tab, Tabs};
pub(crate) use theme_switch::ThemeSwitch;
pub(crate) use toast::Toasts;
#[cfg(feature = "ssr")]
pub(crate) use unlinked_note::UnlinkedNote;
#[cfg(feature = "ssr")]
pub(crate) use {
    export_dialog::ExportDialog,
    filter_words::filter_parts,
    pager::{PageRange, Pager},
    save_view::{SaveView, SavedViewFields},
    sort_head::{SortHead, class_of_column},
};
