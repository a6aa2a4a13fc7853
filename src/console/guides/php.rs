//! The guides whose code is PHP: WordPress with WooCommerce, and a website of one's own. A test runs what they show.

use super::{Guide, note, step, two_lines};

/// Calls of the function that [`sending`] shows.
const SENDS: &str = r#"if ($customer) { // Guests are not one customer: leave them out.
  deskbell("identify", [
    "external_id" => (string) $customer->id,
    "name" => $customer->name,
    "email" => $customer->email,
  ]);
  deskbell("records", ["external_id" => (string) $customer->id, "records" => [[
    "kind" => "order",
    "reference" => (string) $order->id,
    "title" => "Order #$order->id",
    "amount" => $order->total, // As text, such as "19.90", it is exact.
    "currency" => $order->currency,
    "status" => $order->status,
  ]]]);
}"#;

pub fn wordpress(base: &str, app_id: &str) -> Guide {
    Guide {
        title: "WordPress, WooCommerce",
        steps: vec![
            note(
                "For WooCommerce there is a plug-in that does all of this and keeps your products in the catalogue too: the folder packaging/woocommerce of Deskbell's source, with a README. What follows works without it.",
            ),
            step(
                "Without code: install a plug-in for code snippets, such as WPCode, open Code Snippets → Header & Footer, and paste this into Footer:",
                "Snippet for the footer",
                two_lines(base, app_id),
            ),
            step(
                "With customers who are logged in proved: put this into functions.php of your child theme instead. Guests stay anonymous.",
                "functions.php",
                wordpress_identity(base, app_id),
            ),
            step(
                "With WooCommerce, and the orders beside the conversation: add this below it. Each change of an order's status is sent once; what could not be sent is not tried again.",
                "functions.php for orders",
                woocommerce_orders(base),
            ),
            step(
                "And into wp-config.php the identity secret from below and, for orders, a key from Settings → Developers with the scope records:",
                "wp-config.php",
                "define( 'DESKBELL_IDENTITY_SECRET', '…' );\ndefine( 'DESKBELL_API_KEY', 'wgk_…' );".to_owned(),
            ),
            note(
                "Empty the page cache afterwards. In plug-ins that delay JavaScript, exclude widget.js, or the messenger shows only after the first scroll. Pages of customers who are logged in must not be cached.",
            ),
        ],
    }
}

pub fn plain(base: &str, app_id: &str) -> Guide {
    Guide {
        title: "PHP",
        steps: vec![
            step(
                "In the template that every page uses, before </body>. $customer is whoever is logged in, or null; the identity secret from below stands in the environment.",
                "Template",
                page_identity(base, app_id),
            ),
            step(
                "To bring customers and orders to the people who answer: a function that sends, with a key from Settings → Developers with the scopes identify and records in the environment.",
                "Function",
                sending(base),
            ),
            step(
                "Call it when somebody registers, orders, or an order's status changes. Sending the same again changes nothing; with the same reference the order is updated.",
                "Calls",
                SENDS.to_owned(),
            ),
            note(
                "The hash proves the id alone. Name and e-mail that the page says are shown as unverified until your server has sent them.",
            ),
        ],
    }
}

/// The messenger, and who is logged in.
fn wordpress_identity(base: &str, app_id: &str) -> String {
    format!(
        r#"add_action( 'wp_footer', function () {{ ?>
{}
<?php
  $customer = wp_get_current_user();
  if ( $customer->exists() && defined( 'DESKBELL_IDENTITY_SECRET' ) ) {{
    $id = (string) $customer->ID;
    echo '<script>SoftbetChat("identify", ' . wp_json_encode( array(
      'user_id'   => $id,
      'user_hash' => hash_hmac( 'sha256', $id, DESKBELL_IDENTITY_SECRET ),
      'name'      => $customer->display_name,
      'email'     => $customer->user_email,
    ), JSON_HEX_TAG | JSON_HEX_AMP ) . ')</script>';
  }}
}} );"#,
        two_lines(base, app_id)
    )
}

/// Each order when its status changes.
fn woocommerce_orders(base: &str) -> String {
    format!(
        r#"add_action( 'woocommerce_order_status_changed', function ( $order_id ) {{
  $order = wc_get_order( $order_id );
  // All guests have the customer id 0. They are not one customer, so their orders stay here.
  if ( ! $order || ! $order->get_customer_id() || ! defined( 'DESKBELL_API_KEY' ) ) {{
    return;
  }}
  wp_remote_post( '{base}/v1/chat/ingest/records', array(
    'headers' => array(
      'Authorization' => 'Bearer ' . DESKBELL_API_KEY,
      'Content-Type'  => 'application/json',
    ),
    'body'    => wp_json_encode( array(
      'external_id' => (string) $order->get_customer_id(),
      'records'     => array( array(
        'kind'      => 'order',
        'reference' => (string) $order_id,
        'title'     => 'Order #' . $order->get_order_number(),
        'amount'    => (string) $order->get_total(),
        'currency'  => $order->get_currency(),
        'status'    => $order->get_status(),
        'url'       => $order->get_edit_order_url(),
      ) ),
    ) ),
  ) );
}} );"#
    )
}

/// The messenger, and who is logged in, in a template.
fn page_identity(base: &str, app_id: &str) -> String {
    format!(
        r#"{}
<?php if ($customer): $id = (string) $customer->id; ?>
<script>SoftbetChat("identify", <?= json_encode([
  "user_id" => $id,
  "user_hash" => hash_hmac("sha256", $id, getenv("DESKBELL_IDENTITY_SECRET")),
  "name" => $customer->name,
  "email" => $customer->email,
], JSON_HEX_TAG | JSON_HEX_AMP | JSON_THROW_ON_ERROR) ?>);</script>
<?php endif ?>"#,
        two_lines(base, app_id)
    )
}

/// A function that sends.
fn sending(base: &str) -> String {
    format!(
        r#"function deskbell(string $what, array $body): array {{
  $answer = @file_get_contents("{base}/v1/chat/ingest/$what", false, stream_context_create(["http" => [
    "method" => "POST",
    "header" => ["Authorization: Bearer " . getenv("DESKBELL_API_KEY"), "Content-Type: application/json"],
    "content" => json_encode($body, JSON_THROW_ON_ERROR),
    "timeout" => 5,
    "ignore_errors" => true, // The answer to a refused request says what is wrong with it.
  ]]));
  if ($answer === false) {{
    throw new RuntimeException("Deskbell does not answer. Send this again later.");
  }}
  $said = json_decode($answer, true, 512, JSON_THROW_ON_ERROR);
  if (!isset($said["customer_id"])) {{
    throw new RuntimeException("Deskbell did not take it: $answer");
  }}
  return $said;
}}"#
    )
}
