package ec2

import (
	"encoding/base64"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/instancetype"
)

func (s *Service) attributeOperations() []aws.Operation {
	errors := []string{"InvalidInstanceID.NotFound", "IncorrectInstanceState", "InvalidParameterValue", "InvalidParameterCombination"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "ModifyInstanceAttribute", Doc: "Changes one attribute of an instance; some only while it is stopped.", Errors: errors,
			Unsimulated: []string{"SourceDestCheck", "BlockDeviceMappings", "Kernel", "Ramdisk", "SriovNetSupport", "EnaSupport", "EnclaveOptions"}}, s.modifyInstanceAttribute),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeInstanceAttribute", ReadOnly: true, Doc: "Describes one attribute of an instance.", Errors: errors}, s.describeInstanceAttribute),
		ec2api.Op(s.api, aws.Operation{Name: "ModifyInstanceMetadataOptions", Doc: "Changes how an instance's metadata can be read.", Errors: errors,
			Unsimulated: []string{"HttpProtocolIpv6"}}, s.modifyInstanceMetadataOptions),
	}
}

// Value is a text that a request may leave as it is.
type Value struct{ Value string }

// Blob is a value of bytes that a request may leave as it is.
type Blob struct{ Value []byte }

// ModifyInstanceAttributeInput follows AWS's model: one attribute a call.
type ModifyInstanceAttributeInput struct {
	DisableApiStop                    *ec2api.BoolValue
	DryRun                            bool
	InstanceId                        string `aws:"required"`
	Attribute                         string
	Value                             string
	DisableApiTermination             *ec2api.BoolValue
	InstanceType                      *Value
	UserData                          *Blob
	InstanceInitiatedShutdownBehavior *Value
	Groups                            []string `aws:"at=GroupId"`
	EbsOptimized                      *ec2api.BoolValue
}

// modifyInstanceAttribute changes one attribute. Type, user data and EBS
// optimisation can be changed while the instance is stopped.
//
// fidelity: ec2.attributes
func (s *Service) modifyInstanceAttribute(_ *aws.Request, in *ModifyInstanceAttributeInput) (*ec2api.Empty, error) {
	i, err := s.instance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	if err := in.spell(); err != nil {
		return nil, err
	}
	var changes []func() *aws.Error
	add := func(given bool, f func() *aws.Error) {
		if given {
			changes = append(changes, f)
		}
	}
	yes := func(to *bool, v *ec2api.BoolValue) func() *aws.Error {
		return func() *aws.Error { *to = v.Value; return nil }
	}
	add(in.DisableApiStop != nil, yes(&i.wants.ProtectedFromStop, in.DisableApiStop))
	if in.DisableApiTermination != nil && i.spot != nil {
		return nil, aws.Errorf(400, "UnsupportedOperation", "You can't modify the disableApiTermination attribute of the Spot Instance '%s'.", i.id)
	}
	add(in.DisableApiTermination != nil, yes(&i.wants.ProtectedFromTermination, in.DisableApiTermination))
	add(in.EbsOptimized != nil, func() *aws.Error {
		return s.whileStopped(i, yes(&i.wants.EBSOptimized, in.EbsOptimized))
	})
	add(in.InstanceType != nil, func() *aws.Error {
		return s.whileStopped(i, func() *aws.Error { return i.setType(in.InstanceType.Value) })
	})
	add(in.UserData != nil, func() *aws.Error {
		return s.whileStopped(i, func() *aws.Error { return i.setUserData(in.UserData.Value) })
	})
	add(in.InstanceInitiatedShutdownBehavior != nil, func() *aws.Error { return i.setShutdown(in.InstanceInitiatedShutdownBehavior.Value) })
	add(len(in.Groups) > 0, func() *aws.Error { return s.setGroups(i, in.Groups) })
	switch len(changes) {
	case 0:
		return nil, ec2api.Combination("No attributes specified.")
	case 1:
	default:
		return nil, ec2api.Combination("Fields for multiple attribute types specified: one attribute can be changed by a call.")
	}
	if err := changes[0](); err != nil {
		return nil, err
	}
	return nil, nil
}

// spell takes an attribute that is named, with its value, as if it were given
// by its own parameter.
func (in *ModifyInstanceAttributeInput) spell() *aws.Error {
	text, flag := &Value{in.Value}, &ec2api.BoolValue{Value: in.Value == "true"}
	switch in.Attribute {
	case "":
		if in.Value != "" {
			return ec2api.Combination("The parameter value cannot be used without the parameter attribute")
		}
	case "disableApiStop":
		in.DisableApiStop = flag
	case "disableApiTermination":
		in.DisableApiTermination = flag
	case "ebsOptimized":
		in.EbsOptimized = flag
	case "instanceType":
		in.InstanceType = text
	case "userData":
		data, err := base64.StdEncoding.DecodeString(in.Value)
		if err != nil {
			return ec2api.Invalid("Invalid BASE64 encoding of user data.")
		}
		in.UserData = &Blob{data}
	case "instanceInitiatedShutdownBehavior":
		in.InstanceInitiatedShutdownBehavior = text
	default:
		return ec2api.Invalid("Value (%s) for parameter attribute is invalid. Unknown attribute.", in.Attribute)
	}
	return nil
}

// whileStopped refuses a change that an instance takes only when it is stopped.
func (s *Service) whileStopped(i *instance, change func() *aws.Error) *aws.Error {
	if i.state != Stopped {
		return aws.Errorf(400, "IncorrectInstanceState", "The instance '%s' is not in the 'stopped' state.", i.id)
	}
	return change()
}

func (i *instance) setType(name string) *aws.Error {
	t := instancetype.Named(name)
	switch {
	case t == nil:
		return ec2api.Invalid("Invalid value '%s' for InstanceType.", name)
	case !supports(t, i.image.architecture):
		return ec2api.Invalid("The instance type '%s' is not supported for the architecture '%s' of the instance's AMI.", name, i.image.architecture)
	}
	if t.Burstable && !i.kind.Burstable {
		i.wants.Credits = DefaultCredits(t)
	}
	if !t.Burstable {
		i.wants.Credits = ""
	}
	i.kind = t
	return nil
}

func (i *instance) setUserData(data []byte) *aws.Error {
	if len(data) > maxUserData {
		return ec2api.Invalid("User data is limited to 16384 bytes")
	}
	i.userData = data
	return nil
}

func (i *instance) setShutdown(behaviour string) *aws.Error {
	if behaviour != "stop" && behaviour != "terminate" {
		return ec2api.Invalid("Value (%s) for parameter instanceInitiatedShutdownBehavior is invalid. Valid values: stop, terminate.", behaviour)
	}
	i.wants.TerminateOnShutdown = behaviour == "terminate"
	return nil
}

func (s *Service) setGroups(i *instance, groups []string) *aws.Error {
	if i.nic == nil {
		return aws.Errorf(400, "IncorrectInstanceState", "The instance '%s' is not in a state in which its security groups can be changed.", i.id)
	}
	return s.net.SetGroups(i.nic, groups)
}

// DescribeInstanceAttributeInput follows AWS's model.
type DescribeInstanceAttributeInput struct {
	DryRun     bool
	InstanceId string `aws:"required"`
	Attribute  string `aws:"required"`
}

// DescribeInstanceAttributeOutput is the attribute asked for.
type DescribeInstanceAttributeOutput struct {
	DisableApiTermination             *ec2api.BoolValue
	EbsOptimized                      *ec2api.BoolValue
	InstanceId                        string
	InstanceInitiatedShutdownBehavior *Value
	InstanceType                      *Value
	RootDeviceName                    *Value
	UserData                          *Value
	DisableApiStop                    *ec2api.BoolValue
	Groups                            []GroupIdentifier
}

func (s *Service) describeInstanceAttribute(_ *aws.Request, in *DescribeInstanceAttributeInput) (*DescribeInstanceAttributeOutput, error) {
	i, err := s.instance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	out := &DescribeInstanceAttributeOutput{InstanceId: i.id}
	switch in.Attribute {
	case "disableApiTermination":
		out.DisableApiTermination = &ec2api.BoolValue{Value: i.wants.ProtectedFromTermination}
	case "disableApiStop":
		out.DisableApiStop = &ec2api.BoolValue{Value: i.wants.ProtectedFromStop}
	case "ebsOptimized":
		out.EbsOptimized = &ec2api.BoolValue{Value: i.wants.EBSOptimized}
	case "instanceInitiatedShutdownBehavior":
		out.InstanceInitiatedShutdownBehavior = &Value{word(i.wants.TerminateOnShutdown, "terminate", "stop")}
	case "instanceType":
		out.InstanceType = &Value{i.kind.Name}
	case "rootDeviceName":
		out.RootDeviceName = &Value{rootDevice}
	case "userData":
		out.UserData = &Value{base64.StdEncoding.EncodeToString(i.userData)}
	case "groupSet":
		out.Groups = s.describe(i).SecurityGroups
	default:
		return nil, ec2api.Invalid("Value (%s) for parameter attribute is invalid. Unknown attribute.", in.Attribute)
	}
	return out, nil
}

// ModifyInstanceMetadataOptionsInput follows AWS's model.
type ModifyInstanceMetadataOptionsInput struct {
	InstanceId              string `aws:"required"`
	HttpTokens              string `aws:"enum=optional|required"`
	HttpPutResponseHopLimit int    `aws:"max=64"`
	HttpEndpoint            string `aws:"enum=disabled|enabled"`
	DryRun                  bool
	InstanceMetadataTags    string `aws:"enum=disabled|enabled"`
}

// ModifyInstanceMetadataOptionsOutput are the options as they are now.
type ModifyInstanceMetadataOptionsOutput struct {
	InstanceId              string
	InstanceMetadataOptions *InstanceMetadataOptions
}

func (s *Service) modifyInstanceMetadataOptions(_ *aws.Request, in *ModifyInstanceMetadataOptionsInput) (*ModifyInstanceMetadataOptionsOutput, error) {
	i, err := s.instance(in.InstanceId)
	if err != nil {
		return nil, err
	}
	if i.state != Running && i.state != Stopped {
		return nil, wrongState(i.id, "modified", "The")
	}
	for _, o := range []struct {
		to    *string
		given string
	}{{&i.metadata.Tokens, in.HttpTokens}, {&i.metadata.Endpoint, in.HttpEndpoint}, {&i.metadata.Tags, in.InstanceMetadataTags}} {
		if o.given != "" {
			*o.to = o.given
		}
	}
	if in.HttpPutResponseHopLimit > 0 {
		i.metadata.Hops = in.HttpPutResponseHopLimit
	}
	return &ModifyInstanceMetadataOptionsOutput{i.id, i.metadata.describe(i.state)}, nil
}
