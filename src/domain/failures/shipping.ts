export const shippingFailures = {};
