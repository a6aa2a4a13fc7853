<?php
/**
 * Requests to Deskbell: in the background, tried again where the server does not answer, and told where it refuses.
 */

namespace Deskbell;

/** What waits in the Action Scheduler is in this group. */
const GROUP = 'deskbell';

/** Option with the last request that was refused or given up. */
const PROBLEM = 'deskbell_problem';

/** Seconds until each further try: nearly two days in all. */
const WAITS = array( 60, 300, 1800, 7200, 21600, 43200, 86400 );

/** Does something soon, and not while a customer waits. What waits already is done once: it tells what is true by then. */
function later( string $hook, array $given ): void {
	$given[] = 0;
	$waiting = array( 'hook' => $hook, 'args' => $given, 'group' => GROUP, 'status' => 'pending', 'per_page' => 1 );
	if ( may_send() && array() === as_get_scheduled_actions( $waiting, 'ids' ) ) {
		as_enqueue_async_action( $hook, $given, GROUP );
	}
}

/**
 * Asks Deskbell for something.
 *
 * @return array{0: int, 1: string} The status, 0 where there was no answer, and what was said.
 */
function ask( string $method, string $path, ?array $body = null ): array {
	$answer = wp_remote_request(
		setting( 'address' ) . '/v1/chat/ingest/' . $path,
		array(
			'method'      => $method,
			'timeout'     => 15,
			// The key is for this address alone, wherever that may lead.
			'redirection' => 0,
			'headers'     => array(
				'Authorization' => 'Bearer ' . setting( 'api_key' ),
				'Content-Type'  => 'application/json',
			),
			'body'        => null === $body ? '' : wp_json_encode( $body ),
		)
	);
	return is_wp_error( $answer )
		? array( 0, $answer->get_error_message() )
		: array( (int) wp_remote_retrieve_response_code( $answer ), wp_remote_retrieve_body( $answer ) );
}

/**
 * Sees what became of a job's requests: tries the job again where the server was not ready, and notes a refusal.
 *
 * @param array $answers What `ask` answered.
 * @param array $job     Hook, arguments, and how often it was tried before.
 */
function settle( array $answers, array $job ): void {
	list( $hook, $given, $tries ) = $job;
	$unready                      = array_filter( $answers, fn ( $answer ) => 0 === $answer[0] || 429 === $answer[0] || $answer[0] >= 500 );
	if ( array() !== $unready && isset( WAITS[ $tries ] ) ) {
		as_schedule_single_action( time() + WAITS[ $tries ], $hook, array_merge( $given, array( $tries + 1 ) ), GROUP );
		return;
	}
	foreach ( $answers as list( $status, $said ) ) {
		if ( $status < 200 || $status >= 300 ) {
			$problem = json_decode( $said, true );
			$why     = $status >= 300 && $status < 400 ? 'its address leads to another one. Enter that one below.' : $problem['detail'] ?? $said;
			note( sprintf( 'Deskbell did not take %s (%d): %s', implode( ' ', array_merge( array( $hook ), $given ) ), $status, $why ) );
		}
	}
}

/** Keeps a sentence for the settings page. */
function note( string $sentence ): void {
	update_option( PROBLEM, array( 'at' => gmdate( 'Y-m-d H:i' ) . ' UTC', 'sentence' => mb_substr( $sentence, 0, 500 ) ), false );
}

function forget_what_waits(): void {
	if ( function_exists( 'as_unschedule_all_actions' ) ) {
		as_unschedule_all_actions( '', array(), GROUP );
	}
}
