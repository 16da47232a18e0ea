package vpc

// Zone is an Availability Zone of the Region.
type Zone struct {
	// Name is that of the account ("us-east-1a"), ID that of the data centres
	// behind it, the same for all accounts ("use1-az1").
	Name, ID string
}

// Zones are those that the world has; us-east-1 has three more. Which data
// centres an account's names stand for differs by account.
//
// fidelity: vpc.zones
var Zones = [...]Zone{{"us-east-1a", "use1-az1"}, {"us-east-1b", "use1-az2"}, {"us-east-1c", "use1-az4"}}

// IsZone tells whether the world has a zone of that name.
func IsZone(name string) bool {
	for _, z := range Zones {
		if z.Name == name {
			return true
		}
	}
	return false
}
