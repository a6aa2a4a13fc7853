<?php
/**
 * Settings → Deskbell: a form that keeps what was typed, and never shows a secret again.
 */

namespace Deskbell;

const CAPABILITY = 'manage_options';
const PAGE       = 'deskbell';

add_action(
	'admin_menu',
	function () {
		$hook = add_options_page( 'Deskbell', 'Deskbell', CAPABILITY, PAGE, __NAMESPACE__ . '\draw' );
		add_action( 'load-' . $hook, __NAMESPACE__ . '\take' );
	}
);

/** What is wrong with what was typed, by field; kept from `take` for `draw`. */
function errors( ?array $found = null ): array {
	static $errors = array();
	$errors = $found ?? $errors;
	return $errors;
}

/** Takes what was posted, before anything is printed. */
function take(): void {
	if ( 'POST' !== ( $_SERVER['REQUEST_METHOD'] ?? '' ) ) {
		return;
	}
	if ( ! current_user_can( CAPABILITY ) ) {
		wp_die( esc_html__( 'You are not allowed to change these settings.', 'deskbell' ), '', array( 'response' => 403 ) );
	}
	check_admin_referer( 'deskbell_settings' );
	$typed = wp_unslash( $_POST );
	if ( 'sync' === ( $typed['do'] ?? '' ) ) {
		if ( may_send() ) {
			later( 'deskbell_sync_products', array( 1 ) );
		}
		go_back( may_send() ? 'sync' : 'no_key' );
	}
	list( $settings, $errors ) = judge( $typed );
	if ( array() !== $errors ) {
		errors( $errors );
		return;
	}
	// Loaded with every page: the messenger is on all of them.
	update_option( OPTION, $settings, true );
	delete_option( PROBLEM );
	go_back( 'saved' );
}

function go_back( string $done ): never {
	wp_safe_redirect( add_query_arg( array( 'page' => PAGE, 'done' => $done ), admin_url( 'options-general.php' ) ) );
	exit;
}

function draw(): void {
	$typed   = wp_unslash( $_POST );
	$problem = get_option( PROBLEM );
	echo '<div class="wrap"><h1>Deskbell</h1>';
	echo notice( errors() ? '' : (string) wp_unslash( $_GET['done'] ?? '' ) );
	if ( errors() ) {
		echo '<div class="notice notice-error" role="alert"><p>' . esc_html__( 'Nothing was saved. Correct what is marked below.', 'deskbell' ) . '</p></div>';
	}
	if ( is_array( $problem ) ) {
		printf( '<div class="notice notice-warning"><p>%s</p></div>', esc_html( $problem['at'] . ': ' . $problem['sentence'] ) );
	}
	echo '<form method="post">';
	wp_nonce_field( 'deskbell_settings' );
	echo '<table class="form-table" role="presentation">';
	foreach ( FIELDS as $name => list( $label ) ) {
		field( $name, $label, is_string( $typed[ $name ] ?? null ) ? $typed[ $name ] : setting( $name ) );
	}
	echo '</table><p class="submit"><button class="button button-primary" name="do" value="save">' . esc_html__( 'Save', 'deskbell' ) . '</button></p>';
	echo '<h2>' . esc_html__( 'Products', 'deskbell' ) . '</h2><p>' . esc_html__( 'A product that changes is sent by itself. Send all of them once to begin with.', 'deskbell' ) . '</p>';
	echo '<p><button class="button" name="do" value="sync" formnovalidate>' . esc_html__( 'Sync all products', 'deskbell' ) . '</button></p></form></div>';
}

/** One field with its error. A secret is never printed, neither the kept one nor the one just typed. */
function field( string $name, string $label, string $value ): void {
	$is_secret = in_array( $name, SECRETS, true );
	$is_kept   = $is_secret && '' !== setting( $name );
	$error     = errors()[ $name ] ?? '';
	printf( '<tr><th scope="row"><label for="%1$s">%2$s</label></th><td>', esc_attr( $name ), esc_html( $label ) );
	if ( $is_secret && defined( 'DESKBELL_' . strtoupper( $name ) ) ) {
		echo '<p id="' . esc_attr( $name ) . '">' . esc_html__( 'Stands in wp-config.php.', 'deskbell' ) . '</p></td></tr>';
		return;
	}
	printf(
		'<input class="regular-text code" id="%1$s" name="%1$s" type="%2$s" value="%3$s" placeholder="%4$s" autocomplete="off" spellcheck="false"%5$s>',
		esc_attr( $name ),
		$is_secret ? 'password' : 'text',
		$is_secret ? '' : esc_attr( $value ),
		$is_kept ? esc_attr( __( 'Kept. Leave empty to keep it.', 'deskbell' ) ) : '',
		$error ? ' aria-invalid="true" aria-describedby="' . esc_attr( $name ) . '-error"' : ''
	);
	if ( $error ) {
		printf( '<p class="description" id="%1$s-error" style="color:#b32d2e">%2$s</p>', esc_attr( $name ), esc_html( $error ) );
	}
	if ( $is_kept ) {
		printf( ' <label><input type="checkbox" name="forget_%1$s" value="1"> %2$s</label>', esc_attr( $name ), esc_html__( 'Forget it', 'deskbell' ) );
	}
	echo '</td></tr>';
}

function notice( string $done ): string {
	$sentences = array(
		'saved'  => __( 'Saved.', 'deskbell' ),
		'sync'   => __( 'All products are being sent, 200 at a time, in the background.', 'deskbell' ),
		'no_key' => __( 'Products need the address and an API key. Save them first.', 'deskbell' ),
	);
	$sentence = $sentences[ $done ] ?? '';
	return '' === $sentence ? '' : '<div class="notice notice-info" role="status"><p>' . esc_html( $sentence ) . '</p></div>';
}
