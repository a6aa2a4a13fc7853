// 1) Identify the logged-in customer in the widget
add_action('wp_footer', function () {
  if (!is_user_logged_in()) return;
  $u = wp_get_current_user();
  $hash = hash_hmac('sha256', (string) $u->ID, 'YOUR_IDENTITY_SECRET');
  echo "<script>SoftbetChat('identify', " . json_encode([
    'user_id' => (string) $u->ID, 'user_hash' => $hash,
    'name' => $u->display_name, 'email' => $u->user_email,
  ]) . ");</script>";
});

// 2) Push each order to the customer's Wedget activity timeline
add_action('woocommerce_order_status_changed', function ($order_id) {
  $o = wc_get_order($order_id);
  wp_remote_post('https://api.wedget.app/v1/chat/ingest/records', [
    'headers' => ['Authorization' => 'Bearer wgk_YOUR_KEY', 'Content-Type' => 'application/json'],
    'body' => json_encode([
      'external_id' => (string) $o->get_customer_id(),
      'records' => [[
        'kind' => 'order', 'reference' => (string) $order_id,
        'title' => 'Order #' . $order_id,
        'amount' => (float) $o->get_total(), 'currency' => $o->get_currency(),
        'status' => $o->get_status(),
      ]],
    ]),
  ]);
});
