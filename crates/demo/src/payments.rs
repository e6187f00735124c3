//! How an order is paid.

use crate::sampling::{RandomSource, WeightedChoice};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PaymentType {
    CreditCard,
    Boleto,
    Voucher,
    DebitCard,
    NotDefined,
}

impl PaymentType {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::CreditCard => "credit_card",
            Self::Boleto => "boleto",
            Self::Voucher => "voucher",
            Self::DebitCard => "debit_card",
            Self::NotDefined => "not_defined",
        }
    }
}

/// One of the payments of an order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Payment {
    pub(crate) payment_type: PaymentType,
    pub(crate) instalments: u64,
    pub(crate) cents: u64,
}

/// Draws payments.
#[derive(Debug)]
pub(crate) struct PaymentModel {
    methods: WeightedChoice,
    instalments: WeightedChoice,
    voucher_counts: WeightedChoice,
}

/// Relative frequency of: credit card, boleto, card and vouchers, vouchers only, debit card.
const METHOD_WEIGHTS: [u64; 5] = [7_470, 1_990, 225, 162, 153];
/// Relative frequency of 1, 2, 3, … instalments on a credit card.
const INSTALMENT_WEIGHTS: [u64; 15] = [325, 164, 137, 93, 70, 51, 22, 56, 9, 70, 0, 2, 0, 0, 1];
/// Relative frequency of 1, 2, 3, … vouchers in an order that has any.
const VOUCHER_COUNT_WEIGHTS: [u64; 5] = [75, 14, 6, 3, 2];
/// An instalment is at least ten reais.
const LEAST_INSTALMENT_CENTS: u64 = 1_000;
/// Share of the canceled orders whose payment was never chosen.
const UNDEFINED_SHARE: f64 = 0.005;

impl PaymentModel {
    pub(crate) fn new() -> Self {
        Self {
            methods: WeightedChoice::new(METHOD_WEIGHTS),
            instalments: WeightedChoice::new(INSTALMENT_WEIGHTS),
            voucher_counts: WeightedChoice::new(VOUCHER_COUNT_WEIGHTS),
        }
    }

    /// At least one payment; together they are `total_cents`, except that a canceled order may have nothing paid.
    pub(crate) fn draw(
        &self,
        total_cents: u64,
        is_canceled: bool,
        random: &mut RandomSource,
    ) -> Vec<Payment> {
        if is_canceled && random.chance(UNDEFINED_SHARE) {
            return vec![Payment { payment_type: PaymentType::NotDefined, instalments: 1, cents: 0 }];
        }
        match self.methods.draw(random) {
            0 => vec![self.draw_card(total_cents, random)],
            1 => vec![single(PaymentType::Boleto, total_cents)],
            2 => {
                let by_voucher = total_cents * random.between(10, 80).unsigned_abs() / 100;
                let mut payments = vec![self.draw_card(total_cents - by_voucher, random)];
                self.push_vouchers(by_voucher, &mut payments, random);
                payments
            }
            3 => {
                let mut payments = Vec::new();
                self.push_vouchers(total_cents, &mut payments, random);
                payments
            }
            _ => vec![single(PaymentType::DebitCard, total_cents)],
        }
    }

    fn draw_card(&self, cents: u64, random: &mut RandomSource) -> Payment {
        let affordable = (cents / LEAST_INSTALMENT_CENTS).max(1);
        let instalments = (self.instalments.draw(random) as u64 + 1).min(affordable);
        Payment { payment_type: PaymentType::CreditCard, instalments, cents }
    }

    fn push_vouchers(&self, cents: u64, payments: &mut Vec<Payment>, random: &mut RandomSource) {
        let mut rest = cents;
        for _ in 0..self.voucher_counts.draw(random) {
            let part = rest * random.between(20, 60).unsigned_abs() / 100;
            payments.push(single(PaymentType::Voucher, part));
            rest -= part;
        }
        payments.push(single(PaymentType::Voucher, rest));
    }
}

fn single(payment_type: PaymentType, cents: u64) -> Payment {
    Payment { payment_type, instalments: 1, cents }
}
