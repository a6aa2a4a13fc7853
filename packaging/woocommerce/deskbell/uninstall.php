<?php
/**
 * Leaves nothing behind when the plug-in is deleted.
 */

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

delete_option( 'deskbell' );
delete_option( 'deskbell_problem' );
if ( function_exists( 'as_unschedule_all_actions' ) ) {
	as_unschedule_all_actions( '', array(), 'deskbell' );
}
