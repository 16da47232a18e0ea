package ec2

import (
	"bytes"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/vpc"
)

func (s *Service) shellOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{Service: "ssh", Name: "Run", Hidden: true, Doc: "Runs a command on an instance, as ssh does.", Errors: []string{"ConnectionTimedOut", "ConnectionRefused", "PermissionDenied"}}, s.ssh),
	}
}

// SSHInput is a command for a host. Key is the private key that is shown.
type SSHInput struct {
	Host, User, Command string `aws:"required"`
	Key                 string
	SourceIP            string `aws:"default=203.0.113.10"`
}

// SSHOutput is what the command printed, and its exit status.
type SSHOutput struct {
	Stdout, Stderr string
	Status         int `aws:"always"`
}

// sshPort is where the instance's sshd listens.
const sshPort = 22

// ssh runs a command on the instance at an address, if its groups let port 22
// through and the key is that of its key pair.
//
// fidelity: ec2.ssh
func (s *Service) ssh(r *aws.Request, in *SSHInput) (*SSHOutput, error) {
	to, ok := vpc.AddressOf(in.Host)
	if !ok {
		return nil, aws.Errorf(400, aws.CouldNotResolveHost, "ssh: Could not resolve hostname %s: Name or service not known", in.Host)
	}
	from, err := netip.ParseAddr(in.SourceIP)
	if err != nil {
		return nil, aws.Errorf(400, aws.CouldNotResolveHost, "%q is no address", in.SourceIP)
	}
	nic := s.net.InterfaceAt(to)
	var i *instance
	if nic != nil {
		i = s.instances[nic.Owner]
	}
	r.Later()
	if i == nil || i.system == nil || nic.Down || i.subnet.Down || !s.net.Reaches(vpc.End{Outside: from}, vpc.End{Interface: nic}, sshPort) {
		s.k.After(connecting, ShellTimedOut{r.ID, in.Host})
		return nil, nil
	}
	if !s.opens(i, in) {
		s.world.Replier.Reply(r.ID, nil, aws.Errorf(403, "PermissionDenied", "%s@%s: Permission denied (publickey,gssapi-keyex,gssapi-with-mic).", in.User, in.Host))
		return nil, nil
	}
	s.runShell(r.ID, i, in)
	return nil, nil
}

// opens tells whether the key is that of the instance's key pair, and the user
// the image's.
func (s *Service) opens(i *instance, in *SSHInput) bool {
	return i.keyDigest != "" && digest(strings.TrimSpace(in.Key)) == i.keyDigest && in.User == i.image.user
}

// runShell runs a command in a user's shell on an instance.
func (s *Service) runShell(call uint64, i *instance, in *SSHInput) {
	var out, errors bytes.Buffer
	boot := i.boots
	s.k.Emit(ShellOpened{i.id, in.User})
	over := false
	end := func(status int) {
		if !over {
			over = true
			delete(s.shells, call)
			s.world.Replier.Reply(call, &SSHOutput{out.String(), errors.String(), status}, nil)
		}
	}
	s.shells[call] = shellOn{i.id, in.User, in.Command, boot, func() {
		errors.WriteString("Connection to " + in.Host + " closed by remote host.\n")
		end(255)
	}}
	i.system.Shell(in.User).Run([]byte(in.Command), nil, &out, &errors, end)
}

// shellOn is a command under way on an instance; hang ends it.
type shellOn struct {
	Instance, User, Command string
	Boot                    int
	hang                    func()
}

// hangUp ends the commands under way on an instance whose system goes down.
func (s *Service) hangUp(i *instance) {
	for _, call := range slices.Sorted(maps.Keys(s.shells)) {
		if s.shells[call].Instance == i.id {
			s.shells[call].hang()
		}
	}
}

// ShellTimedOut (scheduled): nobody has answered an ssh.
type ShellTimedOut struct {
	Call uint64
	Host string
}

// Kind names the event.
func (ShellTimedOut) Kind() string { return "ec2.ShellTimedOut" }

// ShellOpened: a user has logged in.
type ShellOpened struct{ Instance, User string }

// Kind names the event.
func (ShellOpened) Kind() string { return "ec2.ShellOpened" }

func (s *Service) shellTimedOut(e ShellTimedOut) {
	s.world.Replier.Reply(e.Call, nil, aws.Errorf(400, aws.ConnectionTimedOut, "ssh: connect to host %s port 22: Connection timed out", e.Host))
}
