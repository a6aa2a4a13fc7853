<?php
/**
 * The messenger on every page of the shop, and who is looking at it.
 */

namespace Deskbell;

/** Lets a page call before the script has run. */
const STUB = 'window.SoftbetChat=window.SoftbetChat||function(){(SoftbetChat.q=SoftbetChat.q||[]).push(arguments)}';

/** Set for a moment when somebody logs out of the shop, so that the next page tells the messenger. */
const LEFT = 'deskbell_left';

add_action( 'wp_head', __NAMESPACE__ . '\print_snippet' );
add_action( 'wp_footer', __NAMESPACE__ . '\print_identity' );
add_action( 'wp_logout', __NAMESPACE__ . '\note_logout' );

function print_snippet(): void {
	if ( ! shows_widget() ) {
		return;
	}
	wp_print_inline_script_tag( STUB );
	wp_print_script_tag(
		array(
			'src'         => esc_url( setting( 'address' ) . '/widget.js' ),
			'data-app-id' => setting( 'app_id' ),
			'defer'       => true,
		)
	);
}

function print_identity(): void {
	if ( ! shows_widget() ) {
		return;
	}
	$customer = wp_get_current_user();
	if ( ! $customer->exists() ) {
		// The browser decides, not this page: for guests it may come from a cache.
		wp_print_inline_script_tag( sprintf( 'if(document.cookie.includes("%1$s=1")){document.cookie="%1$s=; Max-Age=0; path=/";SoftbetChat("logout")}', LEFT ) );
		return;
	}
	// The word that cache plug-ins know: this page holds one customer's proof.
	defined( 'DONOTCACHEPAGE' ) || define( 'DONOTCACHEPAGE', true );
	$identity = array(
		'name'  => $customer->display_name,
		'email' => $customer->user_email,
	);
	if ( '' !== setting( 'identity_secret' ) ) {
		$id        = (string) $customer->ID;
		$identity += array(
			'user_id'   => $id,
			'user_hash' => hash_hmac( 'sha256', $id, setting( 'identity_secret' ) ),
		);
	}
	wp_print_inline_script_tag( 'SoftbetChat("identify",' . wp_json_encode( $identity, JSON_HEX_TAG | JSON_HEX_AMP ) . ')' );
}

function note_logout(): void {
	if ( ! headers_sent() ) {
		setcookie( LEFT, '1', array( 'path' => '/', 'expires' => time() + 3600, 'samesite' => 'Lax' ) );
	}
}
