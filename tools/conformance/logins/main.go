// Asks the code of docs/login.md about each line of the input.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
)

var directory, key = os.Getenv("ROLLCALL_DIRECTORY"), os.Getenv("ROLLCALL_KEY")

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var question struct{ Tenant, UserName string }
		if err := json.Unmarshal(lines.Bytes(), &question); err != nil {
			panic(err)
		}
		fmt.Println(MayLogIn(context.Background(), question.Tenant, question.UserName))
	}
}
