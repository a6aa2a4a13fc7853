<?php
/**
 * What the shop's administrator has entered: read, and judged before it is kept.
 */

namespace Deskbell;

const OPTION = 'deskbell';

/** Each setting: what it is called, what it must look like, and the sentence for whoever entered something else. */
const FIELDS = array(
	'address'         => array( 'Address of your Deskbell', '~^https?://[a-z0-9.\-]+(:\d{1,5})?$~i', 'Enter where your Deskbell is reached, such as https://chat.example.com.' ),
	'app_id'          => array( 'App id', '~^icw_[A-Za-z0-9]{24}$~', 'Copy the app id from Settings → Install: icw_ and 24 letters or digits.' ),
	'identity_secret' => array( 'Identity secret', '~^[0-9a-f]{64}$~', 'Copy the identity secret from Settings → Install: 64 characters, 0–9 and a–f.' ),
	'api_key'         => array( 'API key', '~^wgk_[A-Za-z0-9]{40}$~', 'Make a key under Settings → Developers and copy it: wgk_ and 40 letters or digits.' ),
);

/** Settings that are never shown again. */
const SECRETS = array( 'identity_secret', 'api_key' );

/** A setting, empty where there is none. Secrets may stand in wp-config.php instead of the database. */
function setting( string $name ): string {
	$constant = 'DESKBELL_' . strtoupper( $name );
	if ( in_array( $name, SECRETS, true ) && defined( $constant ) ) {
		return (string) constant( $constant );
	}
	$kept = (array) get_option( OPTION, array() );
	return (string) ( $kept[ $name ] ?? '' );
}

function shows_widget(): bool {
	return '' !== setting( 'address' ) && '' !== setting( 'app_id' );
}

function may_send(): bool {
	return '' !== setting( 'address' ) && '' !== setting( 'api_key' );
}

/**
 * Judges what was typed. A secret that is left empty stays as it is, unless it is to be forgotten.
 *
 * @param array $typed What the form sent, by name, without slashes.
 * @return array{0: array, 1: array} The settings, and sentences by the name of each wrong field.
 */
function judge( array $typed ): array {
	$kept     = (array) get_option( OPTION, array() );
	$settings = array();
	$errors   = array();
	foreach ( FIELDS as $name => list( , $pattern, $sentence ) ) {
		$value = sanitize_text_field( is_string( $typed[ $name ] ?? null ) ? $typed[ $name ] : '' );
		$value = 'address' === $name ? rtrim( $value, '/' ) : $value;
		if ( '' === $value && in_array( $name, SECRETS, true ) && empty( $typed[ 'forget_' . $name ] ) ) {
			$value = (string) ( $kept[ $name ] ?? '' );
		} elseif ( '' !== $value && ! preg_match( $pattern, $value ) ) {
			$errors[ $name ] = $sentence;
		}
		$settings[ $name ] = $value;
	}
	return array( $settings, $errors );
}
