package console

import (
	"fmt"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/ec2"
)

const sshUsage = "usage: ssh -i KEY.pem USER@HOST COMMAND; skylab's ssh runs one command and comes back"

// runSSH is `ssh`: a command on an instance, with a key from a file.
func runSSH(p *proc) {
	in := &ec2.SSHInput{SourceIP: "203.0.113.10"}
	args := p.args[1:]
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		takes := len(args[0]) == 2 && strings.Contains("ioplF", args[0][1:])
		if takes && len(args) < 2 {
			p.fail(255, "%s", sshUsage)
			return
		}
		switch args[0] {
		case "-i":
			data, err := p.s.read(args[1])
			if err != nil { // as ssh goes on without it
				fmt.Fprintf(p.err, "Warning: Identity file %s not accessible: No such file or directory.\n", args[1])
			}
			in.Key = string(data)
		case "-l":
			in.User = args[1]
		}
		if args = args[1:]; takes {
			args = args[1:]
		}
	}
	if len(args) < 2 {
		p.fail(255, "%s", sshUsage)
		return
	}
	in.Host = args[0]
	if user, host, is := strings.Cut(args[0], "@"); is {
		in.User, in.Host = user, host
	}
	if in.User == "" {
		in.User = "learner"
	}
	in.Command = strings.Join(args[1:], " ")
	p.call(p.s.w.Operation("ssh.Run"), in, func(out any, err *aws.Error) {
		if err != nil {
			fmt.Fprintln(p.err, err.Message)
			p.exit(255)
			return
		}
		result := out.(*ec2.SSHOutput)
		p.printf("%s", result.Stdout)
		fmt.Fprint(p.err, result.Stderr)
		p.exit(result.Status)
	})
}
