/**
 * What people and firms can do something about, and which way it lowers the risk. What is not
 * listed gets no advice: time alone changes it, or it is nobody's business to be told to change it.
 */
export const ACTIONABLE: Readonly<Record<string, 'up' | 'down'>> = {
  days_overdue_now: 'down',
  worst_days_late_12m: 'down',
  latest_days_late: 'down',
  late_instalments_6m: 'down',
  late_share_12m: 'down',
  instalments_30_days_late_12m: 'down',
  unpaid_instalments_6m: 'down',
  repaid_of_balance_6m: 'up',
  utilisation_latest: 'down',
  utilisation_mean_6m: 'down',
  utilisation_slope_6m: 'down',
  returned_share_12m: 'down',
  failed_attempts_per_order_12m: 'down',
  refunded_share_3m: 'down',
  chargeback_share_6m: 'down',
  late_shipment_share_3m: 'down',
  rating_mean_3m: 'up',
  buyer_concentration_6m: 'down',
  stock_days_3m: 'down',
};
