package ec2

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
	"skylab/engine/vpc"
)

// placementGroup says how near to each other its instances' hosts are.
type placementGroup struct {
	ID, Name, Strategy string
	Partitions         int
}

// maxSpread is how many running instances a spread group may have in a zone, and
// maxPartitions how many partitions a group (EC2 user guide, placement groups).
const (
	maxSpread     = 7
	maxPartitions = 7
)

// join gives a launch into a placement group its place: near those of a cluster
// group, which are all in one zone, or on hosts of their own in a spread one.
//
// fidelity: ec2.placement-groups
func (s *Service) join(p *launchPlan) *aws.Error {
	g := s.placements[p.wants.PlacementGroup]
	switch {
	case g == nil:
		return aws.Errorf(400, "InvalidPlacementGroup.Unknown", "The Placement Group '%s' is unknown.", p.wants.PlacementGroup)
	case g.Strategy == "cluster" && !p.kind.ClusterPlacement:
		return ec2api.Combination("Cluster placement groups are not supported by the '%s' instance type. Specify a supported instance type or change the placement group strategy, and try again.", p.kind.Name)
	}
	zones := map[string]int{}
	for _, i := range s.members(g) {
		zones[i.subnet.Zone.Name]++
	}
	switch g.Strategy {
	case "cluster":
		return s.near(p, zones)
	case "spread":
		if most := p.in.MinCount; zones[p.subnet.Zone.Name]+most > maxSpread {
			return noRoomInGroup(p.kind.Name, p.subnet.Zone.Name)
		}
		p.atMost = maxSpread - zones[p.subnet.Zone.Name]
	}
	return nil
}

// near puts a launch that names no zone into that of the cluster, and refuses
// another one.
func (s *Service) near(p *launchPlan, zones map[string]int) *aws.Error {
	for _, z := range vpc.Zones {
		if zones[z.Name] == 0 || z == p.subnet.Zone {
			continue
		}
		if p.in.SubnetId != "" || len(p.in.NetworkInterfaces) > 0 || p.in.Placement.AvailabilityZone != "" {
			return noRoomInGroup(p.kind.Name, p.subnet.Zone.Name)
		}
		p.subnet = s.net.DefaultSubnet(z.Name)
	}
	return nil
}

func noRoomInGroup(kind, zone string) *aws.Error {
	return aws.Errorf(500, "InsufficientInstanceCapacity", "We currently do not have sufficient %s capacity in the Availability Zone you requested (%s) for the placement group. "+
		"Our system will be working on provisioning additional capacity.", kind, zone)
}

// members are the instances of a group that are or will be on hosts.
func (s *Service) members(g *placementGroup) (out []*instance) {
	for _, i := range sim.InOrder(s.instances) {
		if i.wants.PlacementGroup == g.Name && i.state != Terminated && i.state != Stopped {
			out = append(out, i)
		}
	}
	return out
}

func (s *Service) placementOperations() []aws.Operation {
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreatePlacementGroup", Doc: "Makes a group that says how near to each other instances are.",
			Errors: []string{"InvalidPlacementGroup.Duplicate"}, Unsimulated: []string{"SpreadLevel", "LinkedGroupId", "Operator", "ParentGroupId"}}, s.createPlacementGroup),
		ec2api.Op(s.api, aws.Operation{Name: "DeletePlacementGroup", Doc: "Deletes a placement group without instances.",
			Errors: []string{"InvalidPlacementGroup.Unknown", "InvalidPlacementGroup.InUse"}}, s.deletePlacementGroup),
		ec2api.Op(s.api, aws.Operation{Name: "DescribePlacementGroups", ReadOnly: true, Doc: "Lists placement groups.",
			Errors: []string{"InvalidPlacementGroup.Unknown"}}, s.describePlacementGroups),
	}
}

// CreatePlacementGroupInput follows AWS's model.
type CreatePlacementGroupInput struct {
	PartitionCount    int
	TagSpecifications []ec2api.TagSpecification
	DryRun            bool
	GroupName         string
	Strategy          string `aws:"enum=cluster|spread|partition,default=cluster"`
}

// CreatePlacementGroupOutput is the new group.
type CreatePlacementGroupOutput struct{ PlacementGroup PlacementGroup }

// PlacementGroup is a group as the API shows it.
type PlacementGroup struct {
	GroupName, State, Strategy string
	PartitionCount             int
	GroupId                    string
	Tags                       []ec2api.Tag
	GroupArn                   string
	SpreadLevel                string
}

func (s *Service) createPlacementGroup(_ *aws.Request, in *CreatePlacementGroupInput) (*CreatePlacementGroupOutput, error) {
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "placement-group"); err != nil {
		return nil, err
	}
	g := &placementGroup{Name: in.GroupName, Strategy: in.Strategy, Partitions: in.PartitionCount}
	switch {
	case in.GroupName == "":
		return nil, ec2api.Missing("groupName")
	case s.placements[in.GroupName] != nil:
		return nil, aws.Errorf(400, "InvalidPlacementGroup.Duplicate", "The Placement Group '%s' already exists.", in.GroupName)
	case in.PartitionCount != 0 && in.Strategy != "partition":
		return nil, ec2api.Combination("The parameter PartitionCount can only be used with the partition strategy.")
	case in.PartitionCount < 0 || in.PartitionCount > maxPartitions:
		return nil, ec2api.Invalid("Value (%d) for parameter PartitionCount is invalid. It must be between 1 and %d.", in.PartitionCount, maxPartitions)
	case g.Strategy == "partition" && g.Partitions == 0:
		g.Partitions = maxPartitions
	}
	g.ID = s.newID("pg")
	s.placements[g.Name] = g
	s.api.Tags.Add(g.ID, "placement-group", in.TagSpecifications)
	return &CreatePlacementGroupOutput{s.describePlacement(g)}, nil
}

func (s *Service) describePlacement(g *placementGroup) PlacementGroup {
	out := PlacementGroup{GroupName: g.Name, State: "available", Strategy: g.Strategy, PartitionCount: g.Partitions, GroupId: g.ID,
		Tags: s.api.Tags.Of(g.ID), GroupArn: aws.ARN("ec2", "placement-group/"+g.Name)}
	if g.Strategy == "spread" {
		out.SpreadLevel = "rack"
	}
	return out
}

// DeletePlacementGroupInput follows AWS's model.
type DeletePlacementGroupInput struct {
	DryRun    bool
	GroupName string `aws:"required"`
}

func (s *Service) deletePlacementGroup(_ *aws.Request, in *DeletePlacementGroupInput) (*ec2api.Empty, error) {
	g := s.placements[in.GroupName]
	if g == nil {
		return nil, aws.Errorf(400, "InvalidPlacementGroup.Unknown", "The Placement Group '%s' is unknown.", in.GroupName)
	}
	for _, i := range sim.InOrder(s.instances) {
		if i.wants.PlacementGroup == g.Name && i.state != Terminated {
			return nil, aws.Errorf(400, "InvalidPlacementGroup.InUse", "The placement group '%s' is in use and may not be deleted.", g.Name)
		}
	}
	delete(s.placements, g.Name)
	s.api.Tags.Remove(g.ID)
	return nil, nil
}

// DescribePlacementGroupsInput follows AWS's model.
type DescribePlacementGroupsInput struct {
	GroupIds   []string
	DryRun     bool
	GroupNames []string
	Filters    []ec2api.Filter
}

// DescribePlacementGroupsOutput are the groups.
type DescribePlacementGroupsOutput struct {
	PlacementGroups []PlacementGroup `aws:"always"`
}

var placementFilters = ec2api.Properties[PlacementGroup]{
	"group-name": ec2api.One(func(g PlacementGroup) string { return g.GroupName }),
	"group-arn":  ec2api.One(func(g PlacementGroup) string { return g.GroupArn }),
	"state":      ec2api.One(func(g PlacementGroup) string { return g.State }),
	"strategy":   ec2api.One(func(g PlacementGroup) string { return g.Strategy }),
}

func (s *Service) describePlacementGroups(_ *aws.Request, in *DescribePlacementGroupsInput) (*DescribePlacementGroupsOutput, error) {
	for _, name := range in.GroupNames {
		if s.placements[name] == nil {
			return nil, aws.Errorf(400, "InvalidPlacementGroup.Unknown", "The Placement Group '%s' is unknown.", name)
		}
	}
	var all []PlacementGroup
	for _, g := range sim.InOrder(s.placements) {
		if len(in.GroupNames)+len(in.GroupIds) == 0 || slices.Contains(in.GroupNames, g.Name) || slices.Contains(in.GroupIds, g.ID) {
			all = append(all, s.describePlacement(g))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, placementFilters, s.api.Tags, func(g PlacementGroup) string { return g.GroupId })
	if err != nil {
		return nil, err
	}
	return &DescribePlacementGroupsOutput{list}, nil
}
