<?php
/**
 * Orders of customers who have an account, each time their status changes.
 */

namespace Deskbell;

add_action( 'woocommerce_order_status_changed', __NAMESPACE__ . '\order_changed' );
add_action( 'deskbell_push_order', __NAMESPACE__ . '\push_order', 10, 2 );

function order_changed( int $id ): void {
	$order = wc_get_order( $id );
	// All guests have the id 0: they are not one customer.
	if ( $order && $order->get_customer_id() > 0 ) {
		later( 'deskbell_push_order', array( $id ) );
	}
}

/** Sends an order as it is by now, so that whichever try comes last tells the latest. */
function push_order( int $id, int $tries = 0 ): void {
	$order = wc_get_order( $id );
	if ( ! $order || $order->get_customer_id() < 1 ) {
		return;
	}
	$external_id = (string) $order->get_customer_id();
	$created     = $order->get_date_created();
	$record      = array(
		'kind'      => 'order',
		'reference' => (string) $id,
		'title'     => 'Order #' . $order->get_order_number(),
		// As text: exact, whatever the currency.
		'amount'    => (string) $order->get_total(),
		'currency'  => $order->get_currency(),
		'status'    => $order->get_status(),
		'url'       => $order->get_edit_order_url(),
	);
	if ( $created ) {
		$record['occurred_at'] = $created->format( DATE_ATOM );
	}
	$answers = array( ask( 'POST', 'records', array( 'external_id' => $external_id, 'records' => array( $record ) ) ) );
	$profile = profile( $order );
	if ( array() !== $profile ) {
		$answers[] = ask( 'POST', 'identify', array( 'external_id' => $external_id ) + $profile );
	}
	settle( $answers, array( 'deskbell_push_order', array( $id ), $tries ) );
}

/** What the shop knows of whoever ordered; only what there is, so that nothing is cleared. */
function profile( \WC_Order $order ): array {
	$account = get_userdata( $order->get_customer_id() );
	return array_filter(
		array(
			'name'  => $account ? $account->display_name : '',
			'email' => $account ? $account->user_email : '',
			'phone' => (string) $order->get_billing_phone(),
		),
		fn ( $value ) => '' !== $value
	);
}
