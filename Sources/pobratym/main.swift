print("pobratym")
