// Prints the user_hash of the customer id given as the first argument.
package main

// snippet:begin
import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
)

func userHash(userID string) string {
	mac := hmac.New(sha256.New, []byte(os.Getenv("DESKBELL_IDENTITY_SECRET")))
	mac.Write([]byte(userID))
	return hex.EncodeToString(mac.Sum(nil))
}

// snippet:end

func main() {
	fmt.Println(userHash(os.Args[1]))
}
