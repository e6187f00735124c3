//! Orders and their way to the customer.

use crate::basket::{BasketModel, Item};
use crate::calendar::{Calendar, DAY, Day, MINUTE, Moment, congestion, day_of};
use crate::catalogue::Catalogue;
use crate::payments::{Payment, PaymentModel, PaymentType};
use crate::people::Person;
use crate::place_table::State;
use crate::sampling::{HexId, RandomSource, WeightedChoice};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrderStatus {
    Delivered,
    Shipped,
    Canceled,
    Unavailable,
    Invoiced,
    Processing,
    Created,
    Approved,
}

impl OrderStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Shipped => "shipped",
            Self::Canceled => "canceled",
            Self::Unavailable => "unavailable",
            Self::Invoiced => "invoiced",
            Self::Processing => "processing",
            Self::Created => "created",
            Self::Approved => "approved",
        }
    }

    /// Share of such orders that have lines in the items file.
    fn share_with_items(self) -> f64 {
        match self {
            Self::Unavailable => 0.01,
            Self::Canceled => 0.74,
            Self::Created => 0.0,
            _ => 1.0,
        }
    }

    /// Share of such orders with the time of their approval.
    fn share_approved(self) -> f64 {
        match self {
            Self::Delivered => 0.999_85,
            Self::Canceled => 0.77,
            Self::Created => 0.0,
            _ => 1.0,
        }
    }

    fn is_handed_over(self) -> bool {
        matches!(self, Self::Delivered | Self::Shipped)
    }
}

#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) id: HexId,
    pub(crate) customer_id: HexId,
    pub(crate) status: OrderStatus,
    pub(crate) purchased: Moment,
    pub(crate) approved: Option<Moment>,
    pub(crate) handed_over: Option<Moment>,
    pub(crate) delivered: Option<Moment>,
    pub(crate) promised: Day,
    pub(crate) shipping_limit: Moment,
    pub(crate) items: Vec<Item>,
    pub(crate) payments: Vec<Payment>,
}

impl Order {
    pub(crate) fn is_late(&self) -> bool {
        self.delivered.is_some_and(|delivered| day_of(delivered) > self.promised)
    }
}

/// Statuses of orders that do not complete, with their frequency per 100,000 orders.
const INCOMPLETE_STATUSES: [(OrderStatus, u64); 7] = [
    (OrderStatus::Shipped, 1_113),
    (OrderStatus::Canceled, 629),
    (OrderStatus::Unavailable, 612),
    (OrderStatus::Invoiced, 316),
    (OrderStatus::Processing, 303),
    (OrderStatus::Created, 5),
    (OrderStatus::Approved, 2),
];
/// Share of the delivered orders whose times with the carrier or the customer were lost.
const LOST_TIME_SHARE: f64 = 0.000_1;
const PROMISE_SPREAD_DAYS: f64 = 6.5;

/// Draws the orders of a person.
#[derive(Debug)]
pub(crate) struct OrderModel {
    calendar: Calendar,
    catalogue: Catalogue,
    baskets: BasketModel,
    payments: PaymentModel,
    incomplete_statuses: WeightedChoice,
}

impl OrderModel {
    pub(crate) fn new(calendar: Calendar, catalogue: Catalogue) -> Self {
        Self {
            calendar,
            catalogue,
            baskets: BasketModel::new(),
            payments: PaymentModel::new(),
            incomplete_statuses: WeightedChoice::new(INCOMPLETE_STATUSES.iter().map(|&(_, weight)| weight)),
        }
    }

    pub(crate) fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// In the order of purchase; at least one.
    pub(crate) fn draw_orders(&self, person: &Person, random: &mut RandomSource) -> Vec<Order> {
        let first_status = if person.completes {
            OrderStatus::Delivered
        } else {
            INCOMPLETE_STATUSES[self.incomplete_statuses.draw(random)].0
        };
        let mut orders = vec![self.draw_order(person, first_status, person.first_purchase, false, random)];
        for &day in &person.repeat_days {
            let purchased = self.calendar.draw_moment_of(day, random);
            orders.push(self.draw_order(person, OrderStatus::Delivered, purchased, true, random));
        }
        orders
    }

    fn draw_order(
        &self,
        person: &Person,
        status: OrderStatus,
        purchased: Moment,
        is_repeat: bool,
        random: &mut RandomSource,
    ) -> Order {
        let id = random.hex_id();
        let customer_id = random.hex_id();
        let mut items = self.baskets.draw_items(&self.catalogue, person.place.state_index, is_repeat, random);
        let total_cents = items.iter().map(|item| item.price_cents + item.freight_cents).sum();
        let payments = self.payments.draw(total_cents, status == OrderStatus::Canceled, random);
        if !random.chance(status.share_with_items()) {
            items.clear();
        }
        let is_boleto = payments.iter().any(|payment| payment.payment_type == PaymentType::Boleto);
        let journey = draw_journey(purchased, is_boleto, person.place.state(), random);
        let lost_with_carrier = random.chance(LOST_TIME_SHARE);
        let lost_with_customer = random.chance(LOST_TIME_SHARE);
        Order {
            id,
            customer_id,
            status,
            purchased,
            approved: random.chance(status.share_approved()).then_some(journey.approved),
            handed_over: (status.is_handed_over() && !lost_with_carrier).then_some(journey.handed_over),
            delivered: (status == OrderStatus::Delivered && !lost_with_customer).then_some(journey.delivered),
            promised: journey.promised,
            shipping_limit: journey.approved + random.between(4, 8) * DAY,
            items,
            payments,
        }
    }
}

struct Journey {
    approved: Moment,
    handed_over: Moment,
    delivered: Moment,
    promised: Day,
}

fn draw_journey(purchased: Moment, is_boleto: bool, state: &State, random: &mut RandomSource) -> Journey {
    let approval_minutes =
        if is_boleto { random.log_normal(1_700.0, 0.6) } else { random.log_normal(18.0, 1.2) };
    let approved = purchased + (approval_minutes * MINUTE as f64) as i64;
    let handling_days = random.log_normal(1.8, 0.75);
    let handed_over = approved + whole_seconds(handling_days);
    let transit_days = random.log_normal(state.transit_days, 0.55) * congestion(day_of(purchased));
    let delivered = handed_over + whole_seconds(transit_days);
    let promised_days = state.promised_days + PROMISE_SPREAD_DAYS * random.normal();
    let promised = day_of(purchased) + promised_days.round().max(3.0) as i64;
    Journey { approved, handed_over, delivered, promised }
}

fn whole_seconds(days: f64) -> i64 {
    (days * DAY as f64) as i64
}
