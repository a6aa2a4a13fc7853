# Prints the user_hash of the customer id given as the first argument.
# snippet:begin
require "openssl"

def user_hash(user_id)
  OpenSSL::HMAC.hexdigest("SHA256", ENV.fetch("DESKBELL_IDENTITY_SECRET"), user_id.to_s)
end
# snippet:end

puts user_hash(ARGV.fetch(0))
