#!/bin/bash
nohup stress --cpu 1 --timeout 86400 &
