<?php
/**
 * The catalogue: each product when it changes, and all of them when the administrator asks.
 */

namespace Deskbell;

/** Products in one request. */
const BATCH = 200;

foreach ( array( 'woocommerce_new_product', 'woocommerce_update_product', 'woocommerce_product_set_stock_status' ) as $hook ) {
	add_action( $hook, __NAMESPACE__ . '\product_changed' );
}
foreach ( array( 'trashed_post', 'untrashed_post', 'before_delete_post' ) as $hook ) {
	add_action( $hook, __NAMESPACE__ . '\post_changed' );
}
add_action( 'deskbell_tell_product', __NAMESPACE__ . '\tell_product', 10, 2 );
add_action( 'deskbell_sync_products', __NAMESPACE__ . '\sync_products', 10, 2 );

function product_changed( int $id ): void {
	later( 'deskbell_tell_product', array( $id ) );
}

function post_changed( int $id ): void {
	if ( 'product' === get_post_type( $id ) ) {
		product_changed( $id );
	}
}

/** Makes the catalogue agree with one product as it is by now: there, or gone. */
function tell_product( int $id, int $tries = 0 ): void {
	$product = wc_get_product( $id );
	if ( $product && is_for_sale( $product ) ) {
		$answer = ask( 'POST', 'products', array( 'products' => array( described( $product ) ) ) );
	} else {
		$answer = ask( 'DELETE', 'products?external_id=' . $id );
		// Gone already, or never there.
		$answer = 404 === $answer[0] ? array( 200, '' ) : $answer;
	}
	settle( array( $answer ), array( 'deskbell_tell_product', array( $id ), $tries ) );
}

/** Sends one batch, and asks for the next while there is one. A batch that has to be tried again holds nobody up. */
function sync_products( int $page, int $tries = 0 ): void {
	$products = wc_get_products( array( 'status' => 'publish', 'limit' => BATCH, 'page' => $page, 'orderby' => 'ID', 'order' => 'ASC' ) );
	$for_sale = array_filter( $products, __NAMESPACE__ . '\is_for_sale' );
	if ( array() !== $for_sale ) {
		$answer = ask( 'POST', 'products', array( 'products' => array_values( array_map( __NAMESPACE__ . '\described', $for_sale ) ) ) );
		settle( array( $answer ), array( 'deskbell_sync_products', array( $page ), $tries ) );
	}
	if ( 0 === $tries && count( $products ) === BATCH ) {
		later( 'deskbell_sync_products', array( $page + 1 ) );
	}
}

function is_for_sale( \WC_Product $product ): bool {
	return 'publish' === $product->get_status() && 'hidden' !== $product->get_catalog_visibility() && '' !== $product->get_name();
}

/** A product as Deskbell takes it. Everything is sent, so that what was removed in the shop is removed there too. */
function described( \WC_Product $product ): array {
	$description = wp_strip_all_tags( $product->get_short_description() );
	$price       = (string) $product->get_price();
	$image       = $product->get_image_id() ? wp_get_attachment_image_url( (int) $product->get_image_id(), 'woocommerce_single' ) : false;
	$described   = array(
		'external_id' => (string) $product->get_id(),
		'title'       => mb_substr( $product->get_name(), 0, 200 ),
		'price'       => '' === $price ? null : $price,
		'url'         => (string) $product->get_permalink(),
		'image_url'   => $image ? $image : null,
		'description' => '' === $description ? null : mb_substr( $description, 0, 1000 ),
		'available'   => $product->is_in_stock(),
		'attributes'  => array( 'sku' => '' === $product->get_sku() ? null : $product->get_sku() ),
	);
	// Minor units mean nothing without their currency.
	return '' === $price ? $described : $described + array( 'currency' => get_woocommerce_currency() );
}
