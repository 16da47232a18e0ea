package ec2

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/vpc"
)

// maxConsole is how much of the console AWS keeps, in bytes (EC2 user guide,
// instance console output).
const maxConsole = 64 << 10

// boot begins the operating system.
//
// fidelity: ec2.console-output
func (s *Service) boot(i *instance) {
	if i.boots == 1 {
		i.console = nil
	}
	host := strings.TrimSuffix(vpc.PrivateDNS(i.nic.Private), ".ec2.internal")
	s.say(i, "[    0.000000] Linux version 6.12 (%s) #1 SMP", i.image.architecture)
	s.say(i, "[    0.000000] Memory: %dK available, %d CPUs", i.kind.MemoryMiB*1024, i.kind.VCPUs)
	s.say(i, "cloud-init[1]: Cloud-init running 'init', hostname %s", host)
	if i.boots == 1 && len(i.userData) > 0 {
		s.say(i, "cloud-init[1]: Cloud-init running 'modules:final': user data of %d bytes", len(i.userData))
	}
	s.say(i, "%s login:", host)
}

// say writes a line to the instance's console.
func (s *Service) say(i *instance, format string, args ...any) {
	i.console = append(i.console, consoleLine{s.k.Now().Since(), fmt.Sprintf(format, args...)})
}

// GetConsoleOutputInput follows AWS's model.
type GetConsoleOutputInput struct {
	InstanceId string `aws:"required"`
	Latest     bool
	DryRun     bool
}

// GetConsoleOutputOutput is what the console shows, in base64.
type GetConsoleOutputOutput struct {
	InstanceId string
	Timestamp  time.Time
	Output     string
}

// getConsoleOutput is the newest of the console. The AWS CLI decodes it.
func (s *Service) getConsoleOutput(_ *aws.Request, in *GetConsoleOutputInput) (*GetConsoleOutputOutput, error) {
	i, err := s.instance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, l := range i.console {
		b.WriteString(l.Text + "\r\n")
	}
	text := b.String()
	if len(text) > maxConsole {
		text = text[len(text)-maxConsole:]
	}
	return &GetConsoleOutputOutput{i.id, s.k.Now().Wall(), base64.StdEncoding.EncodeToString([]byte(text))}, nil
}
