package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"skylab/engine/aws"
)

// cloudEnvCommand prints what a shell needs.
func cloudEnvCommand(h host) *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "env",
		Short: "Print the exports that point AWS clients in a shell at skylab cloud",
		Long: `Print shell commands that point the AWS CLI and SDKs at the account that skylab
cloud serves, with credentials that are good for nothing else. Close the shell to
be back at your own account.`,
		Example: `  eval "$(skylab cloud env)"`,
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprint(h.out, exports(address))
			return err
		},
	}
	cmd.Flags().StringVar(&address, "listen", cloudAddress, "`HOST:PORT` at which skylab cloud serves")
	return cmd
}

// exports are the variables for a POSIX shell. The profile and its files are
// set aside, lest a learner's own account be meant after all.
func exports(address string) string {
	var b strings.Builder
	for _, v := range [][2]string{
		{"AWS_ENDPOINT_URL", "http://" + address},
		{"AWS_ACCESS_KEY_ID", "skylab"},
		{"AWS_SECRET_ACCESS_KEY", "skylab"},
		{"AWS_REGION", aws.Region},
		{"AWS_DEFAULT_REGION", aws.Region},
		{"AWS_CONFIG_FILE", "/dev/null"},
		{"AWS_SHARED_CREDENTIALS_FILE", "/dev/null"},
		{"AWS_EC2_METADATA_DISABLED", "true"},
	} {
		fmt.Fprintf(&b, "export %s=%s\n", v[0], v[1])
	}
	b.WriteString("unset AWS_PROFILE AWS_SESSION_TOKEN\n")
	return b.String()
}
