"""What kinds of links a cooperative may add to a code: names of the GS1 Web Vocabulary, and how people call them.

The page itself, the journey and recalls are the service's own links and are not offered.
"""

from cooptrace.errors import Sentence, say

LINK_KINDS: dict[str, Sentence] = {
    "instructions": say("Directions for use"),
    "recipeInfo": say("Recipes"),
    "relatedVideo": say("A film"),
    "relatedImage": say("More pictures"),
    "hasRetailers": say("Where to buy it"),
    "certificationInfo": say("A certificate or test report"),
    "nutritionalInfo": say("Nutrition facts"),
    "ingredientsInfo": say("Ingredients in detail"),
    "allergenInfo": say("Allergens"),
    "consumerHandlingStorageInfo": say("Keeping and storing"),
    "backgroundInfo": say("The story behind it"),
    "sustainabilityInfo": say("Environment and recycling"),
    "promotion": say("An offer"),
    "review": say("What buyers say"),
    "socialMedia": say("Facebook, Zalo, YouTube"),
    "faqs": say("Questions and answers"),
    "support": say("Help for buyers"),
}
# The service's own links and those a cooperative adds, as a list of all links names them.
LINK_NAMES: dict[str, Sentence] = LINK_KINDS | {
    "pip": say("The page of it"),
    "traceability": say("Journey of the product"),
    "recallStatus": say("Recall"),
    "locationInfo": say("The page of it"),
    "homepage": say("The page of it"),
    "dpp": say("Digital product passport"),
}
LINK_LANGUAGES: dict[str, Sentence] = {
    "vi": say("Vietnamese"),
    "en": say("English"),
    "zh": say("Chinese"),
    "ja": say("Japanese"),
    "ko": say("Korean"),
    "fr": say("French"),
}
MEDIA_TYPES: dict[str, Sentence] = {
    "text/html": say("Web page"),
    "application/pdf": say("PDF file"),
    "video/mp4": say("Film"),
    "image/jpeg": say("Picture (JPEG)"),
    "image/png": say("Picture (PNG)"),
    "application/json": say("Data for machines (JSON)"),
}
