# Prints the user_hash of the customer id given as the first argument.
# snippet:begin
import hashlib
import hmac
import os


def user_hash(user_id):
    secret = os.environ["DESKBELL_IDENTITY_SECRET"].encode()
    return hmac.new(secret, str(user_id).encode(), hashlib.sha256).hexdigest()
# snippet:end


if __name__ == "__main__":
    import sys

    print(user_hash(sys.argv[1]))
