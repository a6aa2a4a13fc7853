<?php
// Prints the user_hash of the customer id given as the first argument.
// snippet:begin
function user_hash($user_id)
{
    return hash_hmac('sha256', (string) $user_id, getenv('DESKBELL_IDENTITY_SECRET'));
}
// snippet:end

echo user_hash($argv[1]), "\n";
