export { DeliveryModule } from './delivery.module.js';
export { codeSent, receiptSent } from './events.js';
export { DELIVERY_HANDLERS } from './handlers.js';
