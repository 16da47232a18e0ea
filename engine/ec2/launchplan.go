package ec2

import (
	"encoding/base64"
	"reflect"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
	"skylab/engine/vpc"
)

// launchPlan is a launch that has been found to be possible.
type launchPlan struct {
	in       *RunInstancesInput
	count    int
	atMost   int // that its placement group has room for; 0 is any number
	kind     *instancetype.Type
	image    *image
	subnet   *vpc.Subnet
	groups   []string
	private  string
	public   *bool
	userData []byte
	volumes  []volumePlan
	wants    wishes
	metadata metadataOptions
	profile  string
	spot     *spotPlan // nil for On-Demand
}

// maxUserData is the size of user data in bytes, before it is encoded (EC2 user
// guide, work with instance user data).
const maxUserData = 16 << 10

// plan checks all that a launch asks for, and changes nothing.
func (s *Service) plan(in *RunInstancesInput) (*launchPlan, *aws.Error) {
	p := &launchPlan{in: in}
	for _, step := range []func(*launchPlan) *aws.Error{s.planMachine, s.planMarket, s.planNetwork, s.planPrograms, s.planWishes, s.planVolumes, s.planCount} {
		if err := step(p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// planMachine is about image and type.
func (s *Service) planMachine(p *launchPlan) (err *aws.Error) {
	in := p.in
	if in.ImageId == "" {
		return ec2api.Missing("ImageId")
	}
	if p.image, err = s.imageOf(in.ImageId); err != nil {
		return err
	}
	if err := p.image.launchable(); err != nil {
		return err
	}
	if in.InstanceType == "" {
		return ec2api.Missing("InstanceType")
	}
	if p.kind = instancetype.Named(in.InstanceType); p.kind == nil {
		return ec2api.Invalid("Invalid value '%s' for InstanceType.", in.InstanceType)
	}
	if !supports(p.kind, p.image.architecture) {
		return ec2api.Invalid("The architecture '%s' of the specified instance type does not match the architecture '%s' of the specified AMI. Specify an instance type "+
			"and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the "+
			"instance type or AMI.", strings.Join(p.kind.Architectures, ","), p.image.architecture)
	}
	return ec2api.CheckSpecifications(in.TagSpecifications, "instance", "volume", "network-interface", "spot-instances-request")
}

func supports(t *instancetype.Type, architecture string) bool {
	for _, a := range t.Architectures {
		if a == architecture {
			return true
		}
	}
	return false
}

// planNetwork is about subnet, addresses and security groups, which a launch
// may give itself or with its one network interface.
func (s *Service) planNetwork(p *launchPlan) (err *aws.Error) {
	in := p.in
	subnet, groups, private := in.SubnetId, in.SecurityGroupIds, in.PrivateIpAddress
	switch n := len(in.NetworkInterfaces); {
	case n > 1 || n == 1 && in.NetworkInterfaces[0].DeviceIndex != 0:
		return ec2api.Invalid("skylab does not simulate instances with several network interfaces")
	case n == 1 && (subnet != "" || len(groups) > 0 || len(in.SecurityGroups) > 0 || private != ""):
		return ec2api.Combination("Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request")
	case n == 1:
		spec := in.NetworkInterfaces[0]
		subnet, groups, private, p.public = spec.SubnetId, spec.Groups, spec.PrivateIpAddress, spec.AssociatePublicIpAddress
	}
	if len(in.SecurityGroups) > 0 {
		if groups, err = s.named(groups, in.SecurityGroups); err != nil {
			return err
		}
	}
	if p.subnet, err = s.subnetFor(p, subnet); err != nil {
		return err
	}
	if private != "" && in.MaxCount > 1 {
		return ec2api.Combination("A private IP address may only be specified for a single instance")
	}
	p.groups, p.private = groups, private
	return s.net.CheckGroups(groups)
}

// named are the groups of those names, as default VPCs allow.
func (s *Service) named(ids, names []string) ([]string, *aws.Error) {
	for _, name := range names {
		g, err := s.net.GroupNamed(name)
		if err != nil {
			return nil, err
		}
		ids = append(ids[:len(ids):len(ids)], g.ID)
	}
	return ids, nil
}

// subnetFor is the subnet asked for, that of the zone asked for, or one of the
// VPC's, drawn at random.
func (s *Service) subnetFor(p *launchPlan, id string) (*vpc.Subnet, *aws.Error) {
	zone := ""
	if where := p.in.Placement; where != nil {
		zone = where.AvailabilityZone
	}
	if zone != "" && !vpc.IsZone(zone) {
		return nil, ec2api.Invalid("Invalid availability zone: [%s]", zone)
	}
	if id == "" {
		if zone == "" {
			zone = s.anyZone(p.kind.Name, max(1, p.in.MinCount), s.left(p))
		}
		return s.net.DefaultSubnet(zone), nil
	}
	n, err := s.net.Subnet(id)
	if err == nil && zone != "" && n.Zone.Name != zone {
		return nil, ec2api.Combination("The specified subnet '%s' is not in the availability zone '%s'", id, zone)
	}
	return n, err
}

// planPrograms is about key, user data and role.
func (s *Service) planPrograms(p *launchPlan) *aws.Error {
	in := p.in
	if in.KeyName != "" && s.keys[in.KeyName] == nil {
		return keyNotFound(in.KeyName)
	}
	data, err := base64.StdEncoding.DecodeString(in.UserData)
	switch {
	case err != nil:
		return ec2api.Invalid("Invalid BASE64 encoding of user data.")
	case len(data) > maxUserData:
		return ec2api.Invalid("User data is limited to 16384 bytes")
	}
	p.userData = data
	return s.planProfile(p)
}

// planProfile is about the instance profile. A role that EC2 may assume has one
// of its own name.
//
// fidelity: ec2.instance-profile
func (s *Service) planProfile(p *launchPlan) *aws.Error {
	given := p.in.IamInstanceProfile
	if given == nil {
		return nil
	}
	name := given.Name
	if given.Arn != "" {
		name = given.Arn[strings.LastIndexByte(given.Arn, '/')+1:]
	}
	if s.roles != nil && s.roles.CanAssume(aws.GlobalARN("iam", "role/"+name), "ec2.amazonaws.com") != nil {
		return ec2api.Invalid("Value (%s) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name", name)
	}
	p.profile = name
	return nil
}

// planCount is how many instances there will be.
//
// fidelity: ec2.run-instances
func (s *Service) planCount(p *launchPlan) *aws.Error {
	least, most := p.in.MinCount, p.in.MaxCount
	switch {
	case least < 1 || most < 1:
		return ec2api.Invalid("Value (%d) for parameter minCount is invalid. Minimum count must be at least 1.", min(least, most))
	case least > most:
		return ec2api.Invalid("Value (%d) for parameter maxCount is invalid. Maximum count must not be less than minimum count.", most)
	}
	if p.count = min(most, s.room(p.kind, p.spot != nil)); p.count < least {
		if p.spot != nil {
			return tooManySpot()
		}
		return s.limitExceeded(p.kind)
	}
	if err := s.planReservation(p); err != nil {
		return err
	}
	if err := s.planCapacity(p, least); err != nil {
		return err
	}
	if err := p.subnet.CanHold(least); err != nil {
		return err
	}
	p.count = min(p.count, p.subnet.Free())
	if p.atMost > 0 {
		p.count = min(p.count, p.atMost)
	}
	return nil
}

// same tells whether two requests ask for the same.
func same(a, b RunInstancesInput) bool { return reflect.DeepEqual(a, b) }
