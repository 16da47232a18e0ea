package sandbox

import (
	_ "embed"
	"strings"
	"sync"
)

// commandList holds, for each client of the AWS SDK for JavaScript v3 that a
// program may import, the commands it has: "client: Command …". Names of S3
// and Lambda are those of github.com/aws/aws-sdk-go-v2 (2026-11), the others
// from the services' API references. Whether the world simulates a command is
// the world's answer, not the list's.
//
//go:embed sdk/commands.txt
var commandList string

var sdkClients = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(commandList) {
		client, commands, _ := strings.Cut(strings.TrimSpace(line), ": ")
		m[client] = commands
	}
	return m
})

// sdkCommands are the commands of a client such as "s3", nil if there is none.
func sdkCommands(client string) []string {
	list, ok := sdkClients()[client]
	if !ok {
		return nil
	}
	return strings.Fields(list)
}

// hostCommands gives the commands of a client, separated by spaces.
func hostCommands(v *VM, a args) value { return v.string(sdkClients()[a.str(0)]) }
